using CommonPlatform.Access;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace CommonPlatform.Browser;

/// <summary>An empty platform in this process on a clock that the test moves, with a web server of its own: whoever comes in was invited.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly Service service;
    private readonly WebApplication app;
    private readonly string folder;
    private readonly Story story;
    private readonly HashSet<(string, View)> done = [];
    private readonly Dictionary<View, IPage> mirrors = [];

    private Stage(Service service, WebApplication app, string folder, SimulatedClock clock, string address) =>
        (this.service, this.app, this.folder, Clock, story, Address) = (service, app, folder, clock, new Story(app.Services, clock, TextWriter.Null), address);

    public SimulatedClock Clock { get; }

    public string Address { get; }

    /// <summary>Everything that Chromium complained of on any page.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Stage> Open(Service service, DateTimeOffset morning)
    {
        var (folder, address, clock) = (Directory.CreateTempSubdirectory("stage-").FullName, $"http://127.0.0.1:{Service.FreePort()}", new SimulatedClock(morning));
        var app = HostApp.Build(["--applicationName=CommonPlatform.Host", $"--urls={address}"], Path.Combine(folder, "data"), builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Configuration["KEYS_DIR"] = Path.Combine(folder, "keys");
            builder.Configuration["PASSWORD_ITERATIONS"] = "1000";
            builder.Logging.SetMinimumLevel(LogLevel.Error);
        });
        await app.Services.Migrate();
        await app.StartAsync();
        return new Stage(service, app, folder, clock, address);
    }

    /// <summary>The link that whoever starts an empty platform reads.</summary>
    public async Task<string> FirstAdministratorsLink() => (await AccessModule.FirstAdministrator(app.Services))!.Value.Link;

    /// <summary>Somebody at a computer, in English, with JavaScript.</summary>
    public Task<Visitor> AtDesk(string email) => Visitor.Of(this, email, View.Desk);

    /// <summary>Somebody on a phone of 320 pixels, in Welsh, without JavaScript.</summary>
    public Task<Visitor> OnPhone(string email) => Visitor.Of(this, email, View.Phone);

    /// <summary>The one window in which pages are looked at a second time, with the cookies of whoever opened them.</summary>
    public async Task<IPage> Mirror(View view) => mirrors.TryGetValue(view, out var open) ? open : mirrors[view] = await Window(view);

    public async Task<IPage> Window(View view)
    {
        var page = await service.Window(view.Width, view.JavaScript, Address);
        page.Console += (_, message) =>
        {
            // A page that refuses an answer is a 400 on purpose.
            if (message.Type == "error" && !message.Text.Contains("400", StringComparison.Ordinal)) Complaints.Add($"{page.Url}: {message.Text}");
        };
        return page;
    }

    /// <summary>Whether nobody has done this yet with such a view: what everybody does is looked at once.</summary>
    public bool FirstTo(string what, View view) => done.Add((what, view));

    /// <summary>Brings an organisation to where a journey begins, by the steps of the stories.</summary>
    public async Task<Guid> Tell(IEnumerable<string> steps)
    {
        foreach (var step in steps) await StoryTeller.Run(story, step);
        return story.OrganisationId;
    }

    /// <summary>Somebody of the story with this role.</summary>
    public async Task<Visitor> OfTheStory(string role, View view) => (await Visitor.Of(this, story.The(role).Email, view)).Known(story.The(role));

    public Task Wait(int days) => story.Wait(days);

    /// <summary>Lets everything run that is due.</summary>
    public Task Settle() => story.Settle();

    /// <summary>The emails to an address so far, the latest email first.</summary>
    public async Task<IReadOnlyList<string>> Emails(string address)
    {
        await Settle();
        return await story.EmailsTo(address);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>How somebody looks at pages. Whatever one does, every page must serve the other as well.</summary>
internal sealed record View(int Width, bool JavaScript, string Language)
{
    public static readonly View Desk = new(1280, true, "en");
    public static readonly View Phone = new(320, false, "cy");

    public View Other => this == Desk ? Phone : Desk;
}
