using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Tries a failed step of a workflow again at once.</summary>
[Needs(Policy.Administer)]
internal sealed record RetryStep(Guid IncidentId) : ICommand<Unit>
{
    internal sealed class Handler(IWorkflows workflows) : IRequestHandler<RetryStep, Unit>
    {
        public async Task<Unit> Handle(RetryStep command, CancellationToken cancellationToken)
        {
            Rule.Require((await workflows.Incidents(cancellationToken)).Any(i => i.IncidentId == command.IncidentId), Say.StepFailsNoMore);
            await workflows.Retry(command.IncidentId, cancellationToken);
            return Unit.Value;
        }
    }
}
