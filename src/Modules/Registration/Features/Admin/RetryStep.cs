using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Tries a failed step of a workflow again at once.</summary>
[Needs(Policy.Administer)]
internal sealed record RetryStep(Guid IncidentId) : ICommand<Unit>
{
    internal sealed class Handler(IWorkflows workflows, EventRows events) : IRequestHandler<RetryStep, Unit>
    {
        public async Task<Unit> Handle(RetryStep command, CancellationToken cancellationToken)
        {
            var failed = (await workflows.Incidents(cancellationToken)).SingleOrDefault(i => i.IncidentId == command.IncidentId) ?? throw new RuleBrokenException(Say.StepFailsNoMore);
            await workflows.Retry(command.IncidentId, cancellationToken);
            await events.Append(new StepRetried(failed.CorrelationId, failed.NodeId), cancellationToken);
            return Unit.Value;
        }
    }
}
