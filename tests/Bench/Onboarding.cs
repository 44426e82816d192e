using System.Diagnostics;
using System.Globalization;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Tests.Workflow;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ActivityContext = CommonPlatform.BuildingBlocks.Workflow.ActivityContext;

namespace CommonPlatform.Bench;

/// <summary>
/// P-G4: organisations through nine durable steps of a workflow (four commands of the engine with four waits between them), each with its
/// journal and its events, against prepared statements that write the same rows in as many commits.
/// </summary>
internal sealed class Onboarding : Workload
{
    private const int RoundCount = 5, OrganisationsARound = 200;

    public override string Goal => "P-G4";

    public override string Name => "1,000 organisations through 9 durable steps of a workflow";

    public override async Task<Measured> Run()
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        try
        {
            await using var ours = await Engine.In(Path.Combine(folder, "ours"));
            await using var migrated = await Engine.In(Path.Combine(folder, "limit")); // the same tables, indexes and triggers
            using var limit = new PreparedOnboarding((await migrated.Connection()).ConnectionString);
            await ours.Carry(20);
            limit.Carry(20);
            var rates = new List<(double Ours, double Limit)>();
            for (var round = 0; round < RoundCount; round++)
            {
                var oursFirst = round % 2 == 0;
                var mine = oursFirst ? await Seconds(() => ours.Carry(OrganisationsARound)) : 0;
                var bare = await Seconds(() => Task.Run(() => limit.Carry(OrganisationsARound)));
                if (!oursFirst) mine = await Seconds(() => ours.Carry(OrganisationsARound));
                rates.Add((OrganisationsARound / mine, OrganisationsARound / bare));
            }
            var (rows, same) = (await ours.Rows(), await migrated.Rows());
            if (rows != same) throw new InvalidOperationException($"Not the same rows: ours {rows}; limit {same}.");
            var quiet = rates.Where(r => r.Limit >= 0.4 * rates.Max(other => other.Limit)).Select(r => r.Ours / r.Limit).ToList(); // the others met with a busy machine
            return new Measured(
                quiet,
                string.Create(CultureInfo.InvariantCulture, $"our rate / rate of prepared SQL, higher is better (goal 0.30); this run {rates.Average(r => r.Ours):0} against {rates.Average(r => r.Limit):0} organisations a second, {quiet.Count} of {RoundCount} rounds"),
                HigherIsBetter: true, Floor: 0.15,
                $"same tables with indexes and triggers, same rows ({rows}); commits ours {ours.Commits}, limit {limit.Commits}; ours {await ours.Pragmas()}; limit {limit.Pragmas()}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> Seconds(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The product's own engine, without web server and without modules but this one.</summary>
    private sealed class Engine(ServiceProvider services, CommitCount commits) : IAsyncDisposable
    {
        public int Commits => commits.Count;

        public static async Task<Engine> In(string folder)
        {
            var definitions = Directory.CreateDirectory(Path.Combine(folder, "definitions")).FullName;
            var draft = new Draft("nine-steps").Start().Finish().Lines("start > do-1", "wait-4:Passed > finish");
            for (var i = 1; i <= 4; i++)
            {
                draft.Do($"do-{i}").Wait($"wait-{i}", ("Passed", "Registration.TestingPassed")).Lines($"do-{i} > wait-{i}");
                if (i < 4) draft.Lines($"wait-{i}:Passed > do-{i + 1}");
            }
            await File.WriteAllTextAsync(Path.Combine(definitions, "nine-steps.json"), draft.Json().ToJsonString());
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("KEYS_DIR", Path.Combine(folder, "keys")), new("WORKFLOWS_DIR", definitions)]).Build();
            var commits = new CommitCount();
            var services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.None)).AddSingleton<IConfiguration>(configuration).AddSingleton<ICommitWatch>(commits)
                .AddPlatform(configuration, new DataFolder(folder), [new BenchModule()]).BuildServiceProvider();
            await services.Migrate();
            commits.Count = 0;
            return new(services, commits);
        }

        public async Task Carry(int count)
        {
            var organisations = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(TimeProvider.System.GetUtcNow())).ToList();
            foreach (var organisation in organisations) await Send(new BeginNineSteps(organisation));
            for (var wait = 1; wait <= 4; wait++)
            {
                await Settle();
                foreach (var organisation in organisations) await Send(new PassTesting(organisation));
            }
            await Settle();
        }

        public async Task<System.Data.Common.DbConnection> Connection()
        {
            await using var scope = services.CreateAsyncScope();
            return scope.ServiceProvider.GetRequiredService<UnitOfWork>().Connection;
        }

        public Task<string> Rows() => Ask(
            """
            select (select count(*) from workflow_instances where status = 'ended') || ' instances, ' || (select count(*) from workflow_journal) || ' journal lines, '
                || (select count(*) from platform_events) || ' events, ' || (select count(*) from platform_event_positions) || ' positions, '
                || ((select count(*) from workflow_bookmarks) + (select count(*) from workflow_waits) + (select count(*) from workflow_signals) + (select count(*) from platform_unsealed_events)) || ' left over'
            """);

        public Task<string> Pragmas() => Ask(PreparedOnboarding.PragmaQuery);

        public async ValueTask DisposeAsync() => await services.DisposeAsync();

        private Task Settle() => services.GetRequiredService<Drains>().RunUntilIdle(default);

        private async Task Send<T>(IRequest<T> request)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("bench");
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
        }

        private async Task<string> Ask(string sql)
        {
            await using var scope = services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query(sql, r => r.GetString(0), default))[0];
        }
    }

    private sealed class CommitCount : ICommitWatch
    {
        public int Count { get; set; }

        public void Before() => Count++;

        public void After()
        {
        }
    }
}

internal sealed class BenchModule : IModule
{
    public void Register(IServiceCollection services, IConfiguration configuration)
    {
    }
}

[Needs(Policy.Internal)]
internal sealed record BeginNineSteps(Guid Organisation) : ICommand<Guid>
{
    internal sealed class Handler(IWorkflows workflows) : IRequestHandler<BeginNineSteps, Guid>
    {
        public Task<Guid> Handle(BeginNineSteps command, CancellationToken cancellationToken) => workflows.Start("nine-steps", command.Organisation, null, cancellationToken);
    }
}

[Needs(Policy.Internal)]
internal sealed record PassTesting(Guid Organisation) : ICommand<bool>
{
    internal sealed class Handler(EventRows events) : IRequestHandler<PassTesting, bool>
    {
        public async Task<bool> Handle(PassTesting command, CancellationToken cancellationToken)
        {
            await events.Append(new TestingPassed(command.Organisation), cancellationToken);
            return true;
        }
    }
}

[Needs(Policy.Internal)]
internal sealed record DoOneStep(Guid Organisation, string What) : ICommand<bool>
{
    internal sealed class Handler(EventRows events) : IRequestHandler<DoOneStep, bool>
    {
        public async Task<bool> Handle(DoOneStep command, CancellationToken cancellationToken)
        {
            await events.Append(new AgreementIssued(command.Organisation, command.Organisation, command.What, 1), cancellationToken);
            return true;
        }
    }
}

[Activity("CommonPlatform.Specimen.DoSomething", Inputs = ["what"], Outputs = ["round"])]
internal sealed class DoOneStepActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        await mediator.Send(new DoOneStep(context.CorrelationId, context.Input("what")), cancellationToken);
        return "Done";
    }
}

internal sealed class Never : IFact
{
    public string Name => "Specimen.Never";

    public Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) => Task.FromResult(false);
}
