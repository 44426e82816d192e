using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Demonstration;
using Microsoft.Playwright;
using Xunit;

namespace CommonPlatform.Browser;

/// <summary>A person at a browser, with an authenticator app and an inbox. Clicks are counted as the hand does them.</summary>
internal sealed partial class Visitor
{
    private const string Password = "violet otter harbour";
    private readonly Stage stage;
    private readonly View view;
    private string password = Password;
    private string? secret;
    private int clicks;

    private Visitor(Stage stage, string email, View view, IPage page) => (this.stage, Email, this.view, Page) = (stage, email, view, page);

    public string Email { get; }

    public IPage Page { get; }

    public string Path => new Uri(Page.Url).PathAndQuery;

    public static async Task<Visitor> Of(Stage stage, string email, View view)
    {
        var visitor = new Visitor(stage, email, view, await stage.Window(view));
        await visitor.Page.GotoAsync($"/help?language={view.Language}");
        return visitor;
    }

    /// <summary>Sets up the account that an invitation is for: a password, then the app.</summary>
    public async Task Activate(string? link = null)
    {
        await Page.GotoAsync(link ?? (await Links("/activate/"))[0]);
        if (stage.FirstTo("activate", view)) await Look();
        await Fill(("Password", Password));
        await Send();
        if (stage.FirstTo("set up the app", view)) await Look();
        secret = (await Page.Locator("#key").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);
        await Fill(("Code", Code()));
        await Send();
    }

    /// <summary>Has an account already.</summary>
    public Visitor Known(StoryPerson person)
    {
        (password, secret) = (person.Password, person.TotpSecret);
        return this;
    }

    /// <summary>Follows the link in an email, or types an address; signs in on the way when the session has ended, and arrives all the same.</summary>
    public async Task GoTo(string path)
    {
        await stage.Settle();
        await Page.GotoAsync(path);
        if (Path.StartsWith("/sign-in", StringComparison.Ordinal))
        {
            await Fill(("Email", Email), ("Password", password));
            await Send();
            await Fill(("Code", Code()));
            await Send();
        }
        Assert.Equal(new Uri(new Uri(stage.Address), path).AbsolutePath, new Uri(Page.Url).AbsolutePath);
        clicks = 0;
    }

    /// <summary>Opens the latest email that has such a link and follows it.</summary>
    public async Task GoToEmailed(string link) => await GoTo((await Links(link))[0]);

    /// <summary>Such links in the emails so far, each once, the latest first.</summary>
    public async Task<IReadOnlyList<string>> Links(string like) =>
        [.. (await stage.Emails(Email)).SelectMany(e => AnyLink().Matches(e)).Select(m => m.Value).Where(l => Regex.IsMatch(l, like)).Distinct()];

    /// <summary>The clicks since the person arrived by link or address; typing is none.</summary>
    public int Clicks => clicks;

    public async Task Press(string selector)
    {
        clicks++;
        await Page.Locator(selector).First.ClickAsync();
    }

    /// <summary>Ticks or chooses.</summary>
    public async Task Tick(string name, string value = "true")
    {
        clicks++;
        await Page.Locator($"main [name='{name}'][value='{value}']").CheckAsync();
    }

    /// <summary>Types into fields, and chooses in those that are lists.</summary>
    public async Task Fill(params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            var field = Page.Locator($"main [name='{name}']:not([type=hidden])").First;
            if (await field.EvaluateAsync<bool>("e => e.tagName === 'SELECT'")) await field.SelectOptionAsync(value);
            else await field.FillAsync(value);
        }
    }

    public Task Fill(string name, DateOnly day) =>
        Fill(($"{name}.Day", $"{day.Day}"), ($"{name}.Month", $"{day.Month}"), ($"{name}.Year", $"{day.Year}"));

    /// <summary>Presses the button of the form (the one that a selector names, when there are several) and lets what follows from it happen.</summary>
    public async Task Send(string form = "")
    {
        await Press($"main form{form}[method=post] button.govuk-button:not([type=button])");
        await stage.Settle();
    }

    /// <summary>As <see cref="Send"/>, and the answer is another page than an error.</summary>
    public async Task Submit(string form = "")
    {
        await Send(form);
        var errors = await Page.Locator(".govuk-error-summary").AllInnerTextsAsync();
        Assert.True(errors.Count == 0, $"{Page.Url} refuses: {string.Join("; ", errors)}");
    }

    /// <summary>The browser's own page, after a request that failed.</summary>
    public Task SeesNoConnection() => Page.WaitForURLAsync("chrome-error://**", new() { WaitUntil = WaitUntilState.Commit }); // that page doesn't always say that it has loaded

    /// <summary>Presses "load again" as an impatient hand does. While Chromium puts its own page in place of one that failed, a press may do nothing.</summary>
    public async Task LoadsAgainUntil(Func<bool> done)
    {
        for (var presses = 0; presses < 40; presses++)
        {
            try
            {
                await Page.ReloadAsync();
            }
            catch (PlaywrightException)
            {
                // no connection, or nothing to press yet
            }
            if (done()) return;
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
        Assert.Fail($"Still at {Page.Url}");
    }

    public Task Upload(string name, byte[] content) =>
        Page.Locator("main input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/pdf", Buffer = content });

    /// <summary>The file behind a link.</summary>
    public async Task<byte[]> Download(string selector)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.Locator(selector).First.ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    /// <summary>The code that the app shows next; a code counts once, so the clock moves on.</summary>
    public string Code()
    {
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        return Signing.CodeAt(secret!, stage.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);
    }

    /// <summary>The page is good as the person sees it, and the same page is good in the other language, width and way, for the same person.</summary>
    public async Task Look()
    {
        await Page.IsGood(view.Language, axe: view.JavaScript);
        var mirror = await stage.Mirror(view.Other);
        await mirror.Context.ClearCookiesAsync();
        await mirror.Context.AddCookiesAsync((await Page.Context.CookiesAsync()).Select(c =>
            new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly, Secure = c.Secure, SameSite = c.SameSite, Expires = c.Expires }));
        var response = await mirror.GotoAsync($"{Page.Url.Split('#')[0]}{(Page.Url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}language={view.Other.Language}");
        Assert.Equal(200, response!.Status);
        await mirror.IsGood(view.Other.Language, axe: view.Other.JavaScript);
        await Photograph(mirror);
    }

    // For whoever wants to see the pages: SCREENSHOTS=folder keeps one of each way.
    private async Task Photograph(IPage mirror)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is not { } folder) return;
        var name = $"{Directory.CreateDirectory(folder).GetFiles().Length / 2:D3}{Guids().Replace(new Uri(Page.Url).AbsolutePath, "").Replace('/', '-')}";
        await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, $"{name}-{view.Width}.png"), FullPage = true });
        await mirror.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, $"{name}-{view.Other.Width}.png"), FullPage = true });
    }

    [GeneratedRegex(@"https?://[^\s<>""]+[A-Za-z0-9_/-]")]
    private static partial Regex AnyLink();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_-]{30,}")]
    private static partial Regex Guids();
}
