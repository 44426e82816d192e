using System.Reflection;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// On a page about one's own organisation: settles which of them it is. The address or the form may say it, so that two tabs don't mix;
/// else it is the one chosen before, or the only one. Somebody with several is asked first; one that isn't theirs doesn't exist.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OneOrganisationAttribute : Attribute, IAsyncPageFilter
{
    private const string Name = "organisation";
    private const string Chooser = "/org/choose";

    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        var policy = context.HandlerInstance.GetType().GetCustomAttribute<NeedsAttribute>()!.Policy;
        var own = http.RequestServices.GetRequiredService<CurrentActor>().Actor.Organisations([.. Policies.All[policy].Roles]);
        if (Find(http, own) is { } found)
        {
            http.Items[typeof(OneOrganisationAttribute)] = found;
            await next();
        }
        else context.Result = new RedirectResult($"{Chooser}?return={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
    }

    private static Guid? Find(HttpContext http, IReadOnlyList<Guid> own)
    {
        if (own.Count == 0) throw new NotFoundException();
        if (Asked(http.Request) is { Length: > 0 } asked)
        {
            var found = Guid.TryParse(asked, out var id) && own.Contains(id) ? id : throw new NotFoundException();
            if (own.Count > 1) Remember(http, found);
            return found;
        }
        if (Guid.TryParse(http.Request.Cookies[Name], out var chosen) && own.Contains(chosen)) return chosen;
        return own is [var only] ? only : null;
    }

    private static string? Asked(HttpRequest request) =>
        request.Query[Name] is [{ Length: > 0 } address] ? address : HttpMethods.IsPost(request.Method) && request.HasFormContentType ? request.Form[Name].ToString() : null;

    internal static Guid? Of(HttpContext http) => (Guid?)http.Items[typeof(OneOrganisationAttribute)];

    internal static Markup? Field(HttpContext http) => Of(http) is { } own ? Markup.Of($"""<input type="hidden" name="{Name}" value="{own.ToString()}">""") : null;

    internal static string Said(Guid organisation) => $"{Name}={organisation}";

    internal static void Remember(HttpContext http, Guid organisation) => http.Response.Cookies.Append(Name, organisation.ToString(), new CookieOptions
    {
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
    });
}

/// <summary>Pages and links about one of a person's own organisations.</summary>
public static class OwnOrganisation
{
    /// <summary>Which organisation a page with <see cref="OneOrganisationAttribute"/> is about.</summary>
    public static Guid Own(this PageModel page) => OneOrganisationAttribute.Of(page.HttpContext)!.Value;

    /// <summary>A path that says which organisation it is about, for links in email.</summary>
    public static string Path(string path, Guid organisation) => $"{path}?{OneOrganisationAttribute.Said(organisation)}";

    /// <summary>Until the browser is closed; it says which of one's own, and opens nothing else.</summary>
    public static void Remember(this PageModel page, Guid organisation) => OneOrganisationAttribute.Remember(page.HttpContext, organisation);
}
