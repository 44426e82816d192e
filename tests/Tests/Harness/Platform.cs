using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CommonPlatform.Tests.Harness;

/// <summary>
/// The whole product in this process: its own data folder and keys, a clock that stands still, and nothing that runs by itself. Use it as a
/// class fixture (<c>IClassFixture&lt;Platform&gt;</c>), or <c>await using var platform = await Platform.Start()</c> for one of one's own.
/// TEST_DATABASE=postgres runs the same tests on PostgreSQL.
/// </summary>
public sealed class Platform : IAsyncLifetime
{
    private static int people;
    private readonly Dictionary<string, string> settings;
    private readonly bool ownsFolder;
    private Action<IServiceCollection> replace = _ => { };
    private Host? host;

    /// <summary>For class fixtures.</summary>
    public Platform()
        : this(Directory.CreateTempSubdirectory("platform-").FullName, null, [])
    {
    }

    private Platform(string folder, Platform? before, (string Key, string Value)[] more)
    {
        (Folder, ownsFolder) = (folder, before is null);
        Clock = before?.Clock ?? new SimulatedClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        settings = before is not null ? new(before.settings) : new()
        {
            ["DATA_DIR"] = Path.Combine(folder, "data"),
            ["KEYS_DIR"] = Path.Combine(folder, "keys"),
            ["PASSWORD_ITERATIONS"] = "1000",
            ["CLAMD"] = "none",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        var isUsual = before is null && !more.Any(m => m.Key is "DATA_DIR" or "KEYS_DIR" or "DATABASE" or "WORKFLOWS_DIR" or "DEMO");
        if (isUsual) Folders.Copy(Begun.Value.Folder, folder);
        if (before is null && OnPostgres)
            (settings["DATABASE"], settings["ConnectionStrings:Platform"]) = ("postgres", PostgresCluster.NewDatabase(isUsual ? Begun.Value.Database : null));
        foreach (var (key, value) in more) settings[key] = value;
    }

    /// <summary>
    /// An installation as it is after its first start, with its keys and tables: each platform begins as a copy of it, since making them takes longer
    /// than most tests.
    /// </summary>
    private static readonly Lazy<(string Folder, string? Database)> Begun = new(() =>
    {
        var platform = new Platform(Directory.CreateTempSubdirectory("platform-").FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(platform.Folder, recursive: true);
        platform.InitializeAsync().AsTask().GetAwaiter().GetResult();
        _ = platform.Services;
        platform.Stop().GetAwaiter().GetResult();
        var left = Path.Combine(platform.DataFolder, "lock"); // the last thing that the program lets go of
        Assert.True(SpinWait.SpinUntil(() => !File.Exists(left) || Folders.IsFree(left), TimeSpan.FromSeconds(30)));
        return (platform.Folder, OnPostgres ? new Npgsql.NpgsqlConnectionStringBuilder(platform.settings["ConnectionStrings:Platform"]).Database : null);
    });

    /// <summary>The first one, which is no copy.</summary>
    private Platform(string folder)
        : this(folder, null, [("DATA_DIR", Path.Combine(folder, "data"))])
    {
    }

    /// <summary>Whether this run is on PostgreSQL.</summary>
    public static bool OnPostgres => Environment.GetEnvironmentVariable("TEST_DATABASE") == "postgres";

    /// <summary>A platform of the test's own, with settings such as <c>("SIGN_IN_FAILURES_PER_ADDRESS_PER_MINUTE", "3")</c>.</summary>
    public static async Task<Platform> Start(params (string Key, string Value)[] more)
    {
        var platform = new Platform(Directory.CreateTempSubdirectory("platform-").FullName, null, more);
        await platform.InitializeAsync();
        return platform;
    }

    /// <summary>A platform of the test's own, with what the test replaces or adds in it.</summary>
    internal static async Task<Platform> Start(Action<IServiceCollection> replace)
    {
        var platform = new Platform(Directory.CreateTempSubdirectory("platform-").FullName, null, []) { replace = replace };
        await platform.InitializeAsync();
        return platform;
    }

    /// <summary>Stops this host and starts another on the same data, keys and clock.</summary>
    public async Task<Platform> Restart(params (string Key, string Value)[] more)
    {
        await Stop();
        var again = new Platform(Folder, this, more);
        await again.InitializeAsync();
        return again;
    }

    /// <summary>Another host beside this one, on the same database, data, keys and clock, with what the test replaces in it.</summary>
    internal async Task<Platform> Beside(Action<IServiceCollection> replace)
    {
        var other = new Platform(Folder, this, []) { replace = replace };
        await other.InitializeAsync();
        return other;
    }

    /// <summary>The folder with data and keys.</summary>
    public string Folder { get; }

    /// <summary>DATA_DIR.</summary>
    public string DataFolder => settings["DATA_DIR"];

    /// <summary>Stands still until a test moves it; it began at 9am on Monday 2 March 2026.</summary>
    public SimulatedClock Clock { get; }

    /// <summary>The host's services; take a scope for anything that touches the database.</summary>
    public IServiceProvider Services => host!.Services;

    /// <inheritdoc />
    public ValueTask InitializeAsync()
    {
        host = new Host(settings, Clock, replace);
        host.Server.PreserveExecutionContext = false;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (host is not null && Environment.GetEnvironmentVariable("RECORD_JOURNALS") is { } folder) await Workflow.Journals.Record(Services, folder); // see Journals
        await Stop();
        if (ownsFolder && Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private async Task Stop()
    {
        if (host is not null) await host.DisposeAsync();
        host = null;
    }

    /// <summary>A visitor who hasn't signed in; <paramref name="https"/> for the cookies of a real site.</summary>
    public Browser Nobody(bool https = false) => new(this, host!, https);

    internal Browser BrowserWith(System.Net.CookieContainer cookies) => new(this, host!, false, cookies);

    /// <summary>A person in this role, made as in life: invited, email read, link followed, password and app set up; the browser is signed in.</summary>
    public async Task<Browser> Person(string role, Guid? organisationId = null, string? name = null, string organisation = "Marlowe Borough Council")
    {
        var number = Interlocked.Increment(ref people);
        var email = $"person{number}@example.test";
        if (organisationId is null && Roles.OfOrganisations.Contains(role)) organisationId = Guid.CreateVersion7(Clock.GetUtcNow());
        await Invite(email, name ?? $"Person {number}", role, organisationId, organisationId is null ? null : organisation);
        await Settle();
        return await Nobody().Activate(email);
    }

    /// <summary>Names somebody for a role, as a part of another module's command would.</summary>
    public Task<Guid> Invite(
        string email, string name, string role, Guid? organisationId = null, string? organisation = null, string taskPath = "/account", Language language = Language.English) =>
        Send(new InvitePerson(email, name, role, organisationId, organisation, new Text("BuildingBlocks.role-" + role), taskPath, language));

    /// <summary>Sends a command as the system.</summary>
    public Task<T> Send<T>(ICommand<T> command) => As(Actor.System("test"), command);

    /// <summary>Sends a command or query as somebody.</summary>
    public async Task<T> As<T>(Actor actor, IRequest<T> request)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Does what is due now: deliveries, workflow steps, due items, email, positions, until nothing is left.</summary>
    public Task Settle() => Services.GetRequiredService<Drains>().RunUntilIdle(CancellationToken.None);

    /// <summary>Moves the clock and does what has become due.</summary>
    public Task Pass(TimeSpan time)
    {
        Clock.Advance(time);
        return Settle();
    }

    /// <summary>Reads from a module's tables.</summary>
    public async Task<T> Read<TContext, T>(Func<TContext, Task<T>> read)
        where TContext : ModuleDbContext
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TContext>());
    }

    /// <summary>The events of one kind so far, in order.</summary>
    public Task<List<TEvent>> Recorded<TEvent>()
        where TEvent : IEvent => Read<PlatformDbContext, List<TEvent>>(async db =>
    {
        var name = EventCatalogue.NameOf(typeof(TEvent));
        var rows = await db.Events.AsNoTracking().Where(e => e.Name == name).OrderBy(e => e.Id).Select(e => e.Body).ToListAsync();
        return [.. rows.Select(body => System.Text.Json.JsonSerializer.Deserialize<TEvent>(body, Json.Options)!)];
    });

    /// <summary>The emails sent so far, oldest first, from their files; to one address when it is named.</summary>
    public IReadOnlyList<SentEmail> Emails(string? to = null)
    {
        var folder = Path.Combine(DataFolder, "email");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.eml").OrderBy(File.GetLastWriteTimeUtc).ThenBy(f => f, StringComparer.Ordinal).Select(SentEmail.Read).Where(e => to is null || e.To == to)]
            : [];
    }

    /// <summary>Answers 299 for a page that a request with the header <c>X-Probe</c> was let through to, without running the page.</summary>
    private sealed class Probe : Microsoft.AspNetCore.Mvc.Filters.IResourceFilter
    {
        public void OnResourceExecuting(Microsoft.AspNetCore.Mvc.Filters.ResourceExecutingContext context)
        {
            if (context.HttpContext.Request.Headers.ContainsKey("X-Probe")) context.Result = new Microsoft.AspNetCore.Mvc.StatusCodeResult(299);
        }

        public void OnResourceExecuted(Microsoft.AspNetCore.Mvc.Filters.ResourceExecutedContext context)
        {
        }
    }

    private sealed class Host(Dictionary<string, string> settings, SimulatedClock clock, Action<IServiceCollection> replace) : WebApplicationFactory<Program>
    {
        protected override IHost CreateHost(IHostBuilder builder)
        {
            builder.ConfigureHostConfiguration(c => c.AddInMemoryCollection(settings!));
            return base.CreateHost(builder);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            builder.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(o => o.Filters.Add(new Probe()));
                // Tests run the drains by hand; only the web server itself starts.
                foreach (var service in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name != "GenericWebHostService").ToList())
                    services.Remove(service);
                EveryChangeIsRecorded.Watch(services);
                replace(services);
            });
        }
    }
}
