using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration.Workflow;

[Activity("CommonPlatform.Registration.EndEarlyLife", Outcomes = ["Done", "GatesRed"])]
internal sealed class EndEarlyLifeActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        return await mediator.Send(new EndEarlyLife(context.CorrelationId), cancellationToken) ? "Done" : "GatesRed";
    }
}
