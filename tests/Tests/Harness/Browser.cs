using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace CommonPlatform.Tests.Harness;

/// <summary>A file to upload with a form.</summary>
public sealed record Upload(string FileName, byte[] Content, string ContentType = "application/octet-stream");

/// <summary>
/// A browser without scripts: it keeps cookies, and a form that it posts carries the antiforgery token, the one-time key and whatever else is
/// hidden in the form on the page. It follows no redirect by itself.
/// </summary>
public sealed class Browser
{
    private readonly Platform platform;
    private readonly CookieContainer cookies;
    private readonly HttpClient client;
    private readonly Uri address;
    private long lastStep;

    internal Browser(Platform platform, WebApplicationFactory<Program> host, bool https, CookieContainer? cookies = null)
    {
        this.cookies = cookies ?? new CookieContainer();
        this.platform = platform;
        address = new Uri(https ? "https://platform.example.test" : "http://localhost");
        client = host.CreateDefaultClient(address, new Microsoft.AspNetCore.Mvc.Testing.Handlers.CookieContainerHandler(this.cookies));
    }

    /// <summary>The page shown last.</summary>
    public Page? Shown { get; private set; }

    /// <summary>The person's address, once activated.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The person's account, once activated.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>The password that the harness chose.</summary>
    public string Password { get; private set; } = "violet otter harbour";

    /// <summary>What the authenticator app holds.</summary>
    public string TotpSecret { get; private set; } = "";

    /// <summary>The day on the platform's clock.</summary>
    public DateOnly Today => DateOnly.FromDateTime(platform.Clock.GetUtcNow().UtcDateTime);

    /// <summary>A cookie by its name, or null.</summary>
    public Cookie? Cookie(string name) => cookies.GetCookies(address).FirstOrDefault(c => c.Name == name);

    /// <summary>A cookie that is sent to some pages only.</summary>
    public Cookie? CookieAt(string path, string name) => cookies.GetCookies(new Uri(address, path)).FirstOrDefault(c => c.Name == name);

    /// <summary>The same person with the same phone at a browser that isn't signed in.</summary>
    public Browser OnAnotherDevice() => SamePerson(platform.Nobody());

    /// <summary>The same browser, cookies and all, after the host was started again.</summary>
    public Browser At(Platform again) => SamePerson(again.BrowserWith(cookies));

    /// <summary>Somebody who has an account already, with the phone that belongs to it.</summary>
    internal Browser As(string email, string password, string totpSecret)
    {
        (Email, Password, TotpSecret) = (email, password, totpSecret);
        return this;
    }

    private Browser SamePerson(Browser other)
    {
        (other.Email, other.PersonId, other.Password, other.TotpSecret, other.lastStep) = (Email, PersonId, Password, TotpSecret, lastStep);
        return other;
    }

    /// <summary>Sets a cookie, as a thief or a restored browser would.</summary>
    public void SetCookie(string name, string value) => cookies.Add(address, new Cookie(name, value, "/"));

    /// <summary>Forgets all cookies.</summary>
    public void ForgetCookies()
    {
        foreach (var cookie in cookies.GetAllCookies().ToList()) cookie.Expired = true;
    }

    /// <summary>Asks for a page.</summary>
    public async Task<Page> Get(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return Shown = await Page.Of(Seen(await client.SendAsync(request)), path);
    }

    /// <summary>The status of a request of whatever method, with the cookies and nothing else.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return Seen(await client.SendAsync(request));
    }

    /// <summary>Goes where a redirect points, as often as it does.</summary>
    public async Task<Page> Follow(Page page)
    {
        for (var hop = 0; page.Location is { } next && hop < 10; hop++) page = await Get(next);
        return page;
    }

    /// <summary>
    /// Fills in the form on a page and sends it. Fields are the members of an anonymous object: strings, numbers, booleans, dates (as day, month
    /// and year), lists, <see cref="Upload"/>. The page is asked for first, unless it is the one shown last.
    /// </summary>
    /// <param name="path">The page with the form.</param>
    /// <param name="fields">What is typed.</param>
    /// <param name="form">Which form, as a CSS selector, when the page's main part has several; else the one that has the fields.</param>
    /// <param name="button">Words of a button that sends the form elsewhere.</param>
    public async Task<Page> Post(string path, object? fields = null, string? form = null, string? button = null)
    {
        var page = Shown is { Status: HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Conflict } shown && shown.Path == path ? shown : await Get(path);
        if (page.Status != HttpStatusCode.OK && page.Form(form, []) is null) return page;
        return await Submit(page, fields, form, button);
    }

    /// <summary>Sends the form of a page that was shown some time ago: an old tab.</summary>
    public async Task<Page> Submit(Page page, object? fields = null, string? form = null, string? button = null)
    {
        var typed = Fields(fields).ToList();
        var found = page.Form(form, [.. typed.Select(f => f.Name)])
            ?? throw new InvalidOperationException($"{page.Path} ({page.Status}) has no form{(form is null ? "" : " " + form)}:\n{page.Text}");
        var hidden = found.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>().Select(i => (Name: i.Name!, Value: (object)(i.Value ?? "")));
        var pressed = found.QuerySelectorAll("button[formaction]").FirstOrDefault(b => button is not null && b.TextContent.Contains(button, StringComparison.Ordinal));
        var action = (pressed ?? found).GetAttribute(pressed is null ? "action" : "formaction") is { Length: > 0 } given ? new Uri(new Uri(address, page.Path), given).PathAndQuery : page.Path;
        var all = hidden.Where(h => typed.All(t => t.Name != h.Name)).Concat(typed).ToList();
        return Shown = await Page.Of(Seen(await client.PostAsync(action, Content(all))), action);
    }

    /// <summary>Posts exactly this, without looking at any page: no token, no key.</summary>
    public async Task<Page> PostBare(string path, object? fields = null) => Shown = await Page.Of(Seen(await client.PostAsync(path, Content([.. Fields(fields)]))), path);

    /// <summary>Whatever was asked for and however it was answered, the security policy is on it, whole.</summary>
    private static HttpResponseMessage Seen(HttpResponseMessage answer)
    {
        Assert.Contains(Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), PoliciesAt(answer.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        return answer;
    }

    /// <summary>One page shows a document beside its words: it may frame this origin, and its document may be framed by it.</summary>
    private static IEnumerable<string> PoliciesAt(string path) => !path.StartsWith("/officer/templates/review/", StringComparison.Ordinal)
        ? [PlatformMiddleware.ContentSecurityPolicy]
        : [
            PlatformMiddleware.ContentSecurityPolicy, $"{PlatformMiddleware.ContentSecurityPolicy}; frame-src 'self'",
            PlatformMiddleware.ContentSecurityPolicy.Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal),
        ];

    /// <summary>Follows the link in the latest invitation to this address and sets up password and app.</summary>
    public async Task<Browser> Activate(string email, string? password = null)
    {
        Email = email;
        Password = password ?? Password;
        var link = platform.Emails(email).Last(e => e.Body.Contains("/activate/", StringComparison.Ordinal)).Link;
        var app = await Follow(await Post(link, new { Password }));
        TotpSecret = app.Document.QuerySelector("#key")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var done = await Post($"{link}/app", new { Code = NextCode() });
        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        PersonId = await platform.Read<AccessDbContext, Guid>(db => Task.FromResult(db.Logins.Single(l => l.Email == email).Id));
        return this;
    }

    /// <summary>A code that the app hasn't shown yet; the clock moves on to the next one when it must.</summary>
    public string NextCode()
    {
        if (Totp.StepAt(platform.Clock.GetUtcNow()) <= lastStep) platform.Clock.Advance(TimeSpan.FromSeconds(Totp.SecondsAStep));
        lastStep = Totp.StepAt(platform.Clock.GetUtcNow());
        return Totp.Code(Totp.FromBase32(TotpSecret), lastStep);
    }

    /// <summary>Signs in by the pages, with a new code.</summary>
    public async Task<Page> SignIn(string returnUrl = "/account")
    {
        var code = await Follow(await Post($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", new { Email, Password }));
        return await Submit(code, new { Code = NextCode() });
    }

    private static HttpContent Content(List<(string Name, object Value)> fields)
    {
        if (!fields.Any(f => f.Value is Upload)) return new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, (string)f.Value)));
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            if (value is Upload upload)
            {
                var file = new ByteArrayContent(upload.Content);
                file.Headers.ContentType = new(upload.ContentType);
                content.Add(file, name, upload.FileName);
            }
            else content.Add(new StringContent((string)value), name);
        }
        return content;
    }

    private static IEnumerable<(string Name, object Value)> Fields(object? fields) => fields switch
    {
        null => [],
        IEnumerable<KeyValuePair<string, string>> pairs => pairs.Select(p => (p.Key, (object)p.Value)),
        IEnumerable<KeyValuePair<string, object>> pairs => pairs.SelectMany(p => Field(p.Key, p.Value)),
        _ => fields.GetType().GetProperties().SelectMany(p => Field(p.Name, p.GetValue(fields))),
    };

    private static IEnumerable<(string Name, object Value)> Field(string name, object? value) => value switch
    {
        null => [],
        string text => [(name, text)],
        Upload upload => [(name, upload)],
        bool flag => [(name, flag ? "true" : "false")],
        DateOnly date =>
        [
            ($"{name}.Day", Plain(date.Day)), ($"{name}.Month", Plain(date.Month)), ($"{name}.Year", Plain(date.Year)),
        ],
        System.Collections.IEnumerable many => many.Cast<object>().SelectMany(one => Field(name, one)),
        _ => [(name, Plain(value))],
    };

    private static string Plain(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
