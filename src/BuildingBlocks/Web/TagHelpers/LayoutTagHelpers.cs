using CommonPlatform.BuildingBlocks.Web.Components;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>The bar at the top of every page with the name of the service.</summary>
[HtmlTargetElement("govuk-generic-header")]
public sealed class GenericHeaderTagHelper : ComponentTagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, new GenericHeader
    {
        LogoHtml = Markup.Of($"""<span class="cp-wordmark">{Common.ServiceName}</span> <span class="cp-operator">{Common.Operator}</span>""").Raw,
        Attributes = Rest(output),
    }.Render());
}

/// <summary>The links that <see cref="INavigation"/> gives, who is signed in, and the way in or out.</summary>
[HtmlTargetElement("govuk-service-navigation")]
public sealed class ServiceNavigationTagHelper(INavigation navigation, IHtmlGenerator generator) : ComponentTagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (person, path) = (ViewContext.HttpContext.User, ViewContext.HttpContext.Request.Path);
        var links = navigation.For(person).ToList();
        var nearest = links.Where(l => l.Href != "/" && path.StartsWithSegments(l.Href, StringComparison.OrdinalIgnoreCase)).MaxBy(l => l.Href.Length);
        Write(output, new ServiceNavigation
        {
            Navigation = [.. links.Select(l => Item(l, here: path.Equals(l.Href, StringComparison.OrdinalIgnoreCase), near: l == nearest))],
            Slots = new NavigationSlots { End = new EndSlot { Html = Account(person.Identity).Raw, Align = "inline" } },
        }.Render());
    }

    private static NavigationItem Item(NavigationLink link, bool here, bool near) =>
        new() { Text = link.Label.ToString(), Href = link.Href, Current = here, Active = near && !here };

    private Markup Account(System.Security.Principal.IIdentity? identity)
    {
        if (identity?.IsAuthenticated != true)
            return Markup.Of($"""<div class="cp-account"><a class="govuk-link govuk-body govuk-!-margin-bottom-0" href="/sign-in">{Common.SignIn}</a></div>""");
        return Markup.Of(
            $"""
            <div class="cp-account">
              <span class="cp-account__name"><span class="govuk-visually-hidden">{Common.SignedInAs} </span>{identity.Name}</span>
              <form method="post" action="/sign-out" novalidate>{Token()}<button type="submit" class="cp-link-button">{Common.SignOut}</button></form>
            </div>
            """);
    }

    private Markup Token()
    {
        if (generator.GenerateAntiforgery(ViewContext) is not { } token) return Markup.None;
        using var writer = new StringWriter();
        token.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return new Markup(writer.ToString());
    }
}

/// <summary>The same page in the other language.</summary>
[HtmlTargetElement("govuk-language-navigation")]
public sealed class LanguageNavigationTagHelper : ComponentTagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, new LanguageNavigation
    {
        Items = [Item(Language.English, "English", "Change the language to English"), Item(Language.Welsh, "Cymraeg", "Newid yr iaith i’r Gymraeg")],
        Classes = Classes(output),
        Attributes = Rest(output),
    }.Render());

    private LanguageItem Item(Language language, string name, string description) => new()
    {
        Text = name,
        Lang = language.Tag,
        Current = Language.Current == language,
        Href = Language.Current == language ? null : PageAddress.With(ViewContext.HttpContext.Request, ("language", language.Tag)),
        LanguageDescriptionText = description,
    };
}

/// <summary>The links at the foot of every page.</summary>
[HtmlTargetElement("govuk-footer")]
public sealed class FooterTagHelper : ComponentTagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(output, new Footer
    {
        Meta = new FooterMeta
        {
            Items =
            [
                Link(Common.Help, "/help"),
                Link(Common.Accessibility, "/accessibility"),
                Link(Common.Privacy, "/privacy"),
                Link(Common.Cookies, "/cookies"),
                Link(Common.Terms, "/terms"),
            ],
        },
    }.Render());

    private static FooterLink Link(Text words, string href) => new() { Text = words.ToString(), Href = href };
}
