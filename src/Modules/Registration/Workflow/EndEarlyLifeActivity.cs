using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration.Workflow;

[Activity("CommonPlatform.Registration.EndEarlyLife")]
internal sealed class EndEarlyLifeActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        await mediator.Send(new EndEarlyLife(context.CorrelationId), cancellationToken);
        return "Done";
    }
}
