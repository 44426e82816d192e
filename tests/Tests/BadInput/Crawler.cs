using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using CommonPlatform.Tests.Harness;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Tests.BadInput;

/// <summary>One method of a page that takes posts.</summary>
internal sealed record PostTarget(string Route, string Handler)
{
    public override string ToString() => Handler.Length == 0 ? Route : $"{Route} ({Handler})";
}

/// <summary>A form somewhere in the product: who sees it, on which page, which of the page's forms it is, where it is sent, and what takes it.</summary>
internal sealed record FoundForm(Browser Browser, string Page, string Selector, string Action, PostTarget Target)
{
    public override string ToString() => $"{Target} at {Page}";
}

/// <summary>Follows every link that a person is shown, and finds the forms.</summary>
internal sealed partial class Crawler(Platform platform, bool everything)
{
    private const int PagesOfAKind = 5;
    private const int WhileAFormIsMissing = 30; // such as the waivers of thirteen gates, of which few may be waived
    private static readonly Uri Site = new("http://localhost");
    private readonly List<(PostTarget Target, Regex Matches)> targets = [];
    private readonly Dictionary<PostTarget, IReadOnlyList<string>> fields = [];
    private readonly HashSet<PostTarget> found = [];

    /// <summary>Pages that a link leads to and that aren't there.</summary>
    public SortedSet<string> Dead { get; } = new(StringComparer.Ordinal);

    /// <summary>What else is done with each page.</summary>
    public Action<Harness.Page>? Looks { get; init; }

    /// <summary>Everything in the product that takes posts, from its endpoints.</summary>
    public IEnumerable<PostTarget> Targets => targets.Select(t => t.Target);

    public async Task<Crawler> FindTargets()
    {
        foreach (var endpoint in platform.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page) continue;
            var loaded = await platform.Services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
            var route = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
            foreach (var handler in loaded.HandlerMethods.Where(h => h.HttpMethod == "Post").Select(h => new PostTarget(route, h.Name ?? "")).Except(Targets).ToList())
            {
                targets.Add((handler, new Regex($"^{Parameter().Replace(route, "[^/]+")}$", RegexOptions.IgnoreCase)));
                fields[handler] = [.. loaded.BoundProperties.SelectMany(p => Fields(p.Name, p.ParameterType, 3))];
            }
        }
        targets.Sort((a, b) => a.Target.Route.Count(c => c == '{').CompareTo(b.Target.Route.Count(c => c == '{'))); // «/org/new» before «/org/{id}»
        return this;
    }

    /// <summary>What the page behind a target binds, by its fields' names.</summary>
    public IReadOnlyList<string> FieldsOf(PostTarget target) => fields[target];

    private static IEnumerable<string> Fields(string name, Type type, int depth) =>
        depth == 0 || type.Namespace?.StartsWith("CommonPlatform", StringComparison.Ordinal) != true || type.IsEnum
            ? type == typeof(DateOnly?) || type == typeof(DateOnly) ? [$"{name}.Day", $"{name}.Month", $"{name}.Year"] : [name]
            : type.GetProperties().SelectMany(p => Fields($"{name}.{p.Name}", p.PropertyType, depth - 1));

    /// <summary>
    /// The forms that a person can reach from these pages. Of pages that differ by what they are about only, one is looked at: more of what they
    /// are about (for the links), and more while a form that should be there wasn't seen by anybody.
    /// </summary>
    public async Task<List<FoundForm>> Forms(Browser browser, params string[] from)
    {
        var (forms, seen, kinds) = (new List<FoundForm>(), new HashSet<string>(), new Dictionary<string, int>());
        var (queue, ledBy) = (new Queue<string>(from), new Dictionary<string, string>());
        while (queue.TryDequeue(out var path))
        {
            var kind = Id().Replace(path.Split('?')[0], "{id}");
            if (!seen.Add(path) || (kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > MostOf(path, kind)) continue;
            var page = await browser.Follow(await browser.Get(path));
            if (page.Status == HttpStatusCode.NotFound && !from.Contains(path)) Dead.Add(Guids().Replace($"{path} from {ledBy.GetValueOrDefault(path)} ({browser.Email})", "{id}"));
            if (page.Status >= HttpStatusCode.InternalServerError) throw new InvalidOperationException($"GET {path} answered {(int)page.Status}");
            if (page.Status != HttpStatusCode.OK || page.Response.Content.Headers.ContentType?.MediaType != "text/html") continue;
            Looks?.Invoke(page);
            foreach (var link in page.Document.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Where(IsPage))
            {
                var to = new Uri(new Uri(Site, page.Path), link).PathAndQuery;
                ledBy.TryAdd(to, page.Path);
                queue.Enqueue(to);
            }
            foreach (var form in page.Document.QuerySelectorAll("form[method=post]").OfType<IHtmlFormElement>())
                forms.AddRange(Sent(form).Select(action => Found(browser, page.Path, form, action)).OfType<FoundForm>());
        }
        found.UnionWith(forms.Select(f => f.Target));
        return forms;
    }

    private int MostOf(string path, string kind) => targets.Exists(t => !found.Contains(t.Target) && t.Matches.IsMatch(path.Split('?')[0]))
        ? WhileAFormIsMissing
        : everything || kind.Contains("{id}", StringComparison.Ordinal) ? PagesOfAKind : 1; // what one organisation has nothing of, another has

    private static bool IsPage(string link) => link.Length > 0 && link[0] is '/' or '?' && !link.Contains("sign-out", StringComparison.Ordinal) && !link.Contains("language=", StringComparison.Ordinal);

    private static IEnumerable<string> Sent(IHtmlFormElement form) =>
        form.QuerySelectorAll("button[formaction]").Select(b => b.GetAttribute("formaction")!).Append(form.GetAttribute("action") ?? "").Distinct();

    private FoundForm? Found(Browser browser, string path, IHtmlFormElement form, string action)
    {
        var given = form.GetAttribute("action");
        var to = action.Length == 0 ? new Uri(Site, path) : new Uri(new Uri(Site, path), action);
        var handler = HandlerOf().Match(to.Query) is { Success: true } m ? m.Groups[1].Value : "";
        var target = targets.Find(t => t.Matches.IsMatch(to.AbsolutePath) && string.Equals(t.Target.Handler, handler, StringComparison.OrdinalIgnoreCase)).Target
            ?? throw new InvalidOperationException($"The form at {path} is sent to {to.PathAndQuery}, which takes no post.");
        return new(browser, path, given is { Length: > 0 } ? $"form[method=post][action=\"{given}\"]" : "form[method=post]:not([action])", to.PathAndQuery, target);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Guids();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9]+(?=/|$)")]
    private static partial Regex Id();

    [GeneratedRegex(@"[?&]handler=(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex HandlerOf();
}
