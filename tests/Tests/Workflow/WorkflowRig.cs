using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>The engine with definitions of a test's own, on one of the two databases; further hosts may share it.</summary>
internal sealed class WorkflowRig : IAsyncDisposable
{
    private readonly List<ServiceProvider> hosts = [];
    private readonly string folder;
    private readonly string? postgres;
    private readonly bool keep;

    public static TheoryData<string> Databases { get; } = ["sqlite", "postgres"];

    public SimulatedClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public Guid Organisation { get; }

    public Obstacles Obstacles => hosts[0].GetRequiredService<Obstacles>();

    public string Folder => folder;

    private WorkflowRig(string database, string? at)
    {
        (folder, keep) = (at ?? Directory.CreateTempSubdirectory("workflow-").FullName, at is not null);
        Directory.CreateDirectory(Path.Combine(folder, "definitions"));
        postgres = database == "postgres" ? PostgresCluster.NewDatabase() : null;
        Organisation = Guid.CreateVersion7(Clock.GetUtcNow());
    }

    public static async Task<WorkflowRig> On(string database, params Draft[] definitions)
    {
        var rig = new WorkflowRig(database, null);
        foreach (var definition in definitions) rig.Put(definition);
        await rig.AddHost();
        return rig;
    }

    /// <summary>A rig over a folder that outlives it.</summary>
    public static async Task<WorkflowRig> In(string folder, Action<IServiceCollection>? more = null, bool migrate = true)
    {
        var rig = new WorkflowRig("sqlite", folder);
        await rig.AddHost(more, migrate);
        return rig;
    }

    public void Put(Draft draft)
    {
        var json = draft.Json();
        File.WriteAllText(Path.Combine(folder, "definitions", $"{json["id"]}.json"), json.ToJsonString());
    }

    public async Task<int> AddHost(Action<IServiceCollection>? more = null, bool migrate = true)
    {
        var settings = new Dictionary<string, string?> { ["KEYS_DIR"] = Path.Combine(folder, "keys"), ["WORKFLOWS_DIR"] = Path.Combine(folder, "definitions") };
        if (postgres is not null) (settings["DATABASE"], settings["ConnectionStrings:Platform"]) = ("postgres", postgres);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.None)).AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(Clock)
            .AddPlatform(configuration, new DataFolder(folder), [new WorkflowModule()]);
        more?.Invoke(services);
        hosts.Add(services.BuildServiceProvider());
        if (migrate) await hosts[^1].Migrate();
        return hosts.Count - 1;
    }

    public async Task<T> Send<T>(IRequest<T> request, int host = 0)
    {
        await using var scope = hosts[host].CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("test");
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public async Task<T> Ask<T>(Func<IServiceProvider, Task<T>> question)
    {
        await using var scope = hosts[0].CreateAsyncScope();
        return await question(scope.ServiceProvider);
    }

    public Task<long> Count(string sql) => Ask(async s => (await s.GetRequiredService<UnitOfWork>().Query(sql, r => Convert.ToInt64(r.GetValue(0)), default))[0]);

    /// <summary>Reads the definitions as a start does, without a database.</summary>
    public Task Judge() => Task.Run(() => hosts[0].GetRequiredService<Definitions>().Listening(""));

    public Task Settle(int host = 0) => hosts[host].GetRequiredService<Drains>().RunUntilIdle(default);

    public async Task<Guid> Start(string definition, Dictionary<string, string?>? variables = null)
    {
        var id = await Send(new Begin(definition, Organisation, variables));
        await Settle();
        return id;
    }

    public async Task Happens(params IEvent[] events)
    {
        await Send(new Happen(events));
        await Settle();
    }

    public async Task Pass(TimeSpan time)
    {
        Clock.Advance(time);
        await Settle();
    }

    public async Task<Standing> Standing() => (await Ask(s => s.GetRequiredService<IWorkflows>().Describe(Organisation, default)))[0];

    /// <summary>The nodes that have a bookmark.</summary>
    public async Task<string> Halted() => string.Join(" ", (await Standing()).Chart.Nodes.Where(n => n.State == StepState.Current).Select(n => n.Id));

    public Task<IReadOnlyList<JournalLine>> Journal(Guid instance) => Ask(s => s.GetRequiredService<IWorkflows>().Journal(instance, default));

    public Task<IReadOnlyList<Incident>> Incidents() => Ask(s => s.GetRequiredService<IWorkflows>().Incidents(default));

    /// <summary>What the specimen commands did, by time and name.</summary>
    public async Task<string> Deeds() => string.Join(" ", (await Ask(s => s.GetRequiredService<UnitOfWork>().Query(
        "select at, body from platform_events where name = 'Agreements.AgreementIssued'",
        r => (At: r.GetInt64(0), Kind: System.Text.Json.Nodes.JsonNode.Parse(r.GetString(1))!["kind"]!.GetValue<string>()), default))).Order().Select(d => d.Kind));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
        if (!keep) Directory.Delete(folder, recursive: true);
    }
}
