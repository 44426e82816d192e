using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Tests.Workflow;

internal sealed class WorkflowModule : IModule
{
    public void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<Obstacles>();
}

/// <summary>What makes specimen commands fail in one rig.</summary>
internal sealed class Obstacles
{
    public Dictionary<string, int> Failures { get; } = [];
}

/// <summary>Leaves one event a call, and an email if asked to, so that a step that ran twice shows.</summary>
[Needs(Policy.Internal)]
internal sealed record DoSomething(Guid Subject, string What, bool Writes = false) : ICommand<int>
{
    internal sealed class Handler(EventRows events, UnitOfWork unit, Emails emails, Obstacles obstacles) : IRequestHandler<DoSomething, int>
    {
        public async Task<int> Handle(DoSomething command, CancellationToken cancellationToken)
        {
            var before = (await unit.Query(
                "select count(*) from platform_events where name = 'Agreements.AgreementIssued' and subject = @s and body like @what", r => r.GetInt64(0), cancellationToken,
                ("@s", command.Subject), ("@what", $"%\"kind\":\"{command.What}\"%")))[0];
            await events.Append(new AgreementIssued(command.Subject, command.Subject, command.What, (int)before + 1), cancellationToken);
            if (command.Writes) await emails.Queue(new($"{command.What}-{before + 1}@example.test", command.Subject, Language.English, new Text("BuildingBlocks.cancel")), cancellationToken);
            lock (obstacles.Failures)
                if (obstacles.Failures.GetValueOrDefault(command.What) > 0)
                {
                    obstacles.Failures[command.What]--;
                    throw new RuleBrokenException(new Text("BuildingBlocks.cancel"));
                }
            return (int)before + 1;
        }
    }
}

[Activity("CommonPlatform.Specimen.DoSomething", Inputs = ["what"], Outputs = ["round"])]
internal sealed class DoSomethingActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        var number = await mediator.Send(new DoSomething(context.CorrelationId, context.Input("what")), cancellationToken);
        context.Output("round", $"{context.Input("what")}:{number}");
        return "Done";
    }
}

/// <summary>Anything that happens in the world outside.</summary>
[Needs(Policy.Internal)]
internal sealed record Happen(params IEvent[] Events) : ICommand<bool>
{
    internal sealed class Handler(EventRows rows) : IRequestHandler<Happen, bool>
    {
        public async Task<bool> Handle(Happen command, CancellationToken cancellationToken)
        {
            foreach (var happened in command.Events) await rows.Append(happened, cancellationToken);
            return true;
        }
    }
}

[Needs(Policy.Internal)]
internal sealed record Begin(string Definition, Guid Subject, Dictionary<string, string?>? Variables = null) : ICommand<Guid>
{
    internal sealed class Handler(IWorkflows workflows) : IRequestHandler<Begin, Guid>
    {
        public Task<Guid> Handle(Begin command, CancellationToken cancellationToken) =>
            workflows.Start(command.Definition, command.Subject, command.Variables, cancellationToken);
    }
}

/// <summary>What a page's command does with the engine, given by the test.</summary>
[Needs(Policy.Internal)]
internal sealed record WithWorkflows(Func<IWorkflows, Task> Work) : ICommand<bool>
{
    internal sealed class Handler(IWorkflows workflows) : IRequestHandler<WithWorkflows, bool>
    {
        public async Task<bool> Handle(WithWorkflows command, CancellationToken cancellationToken)
        {
            await command.Work(workflows);
            return true;
        }
    }
}

/// <summary>Handles an event apart from the workflow, after its commit.</summary>
internal sealed class TellsOfAcceptance(Emails emails) : INotificationHandler<ApplicationAccepted>
{
    public Task Handle(ApplicationAccepted happened, CancellationToken cancellationToken) =>
        emails.Queue(new("accepted@example.test", happened.Subject, Language.English, new Text("BuildingBlocks.cancel")), cancellationToken);
}

internal sealed class Never : IFact
{
    public string Name => "Specimen.Never";

    public Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) => Task.FromResult(false);
}

internal sealed class TestingIsOver(UnitOfWork unit) : HappenedFact(unit, "Specimen.TestingIsOver", "Registration.TestingPassed");
