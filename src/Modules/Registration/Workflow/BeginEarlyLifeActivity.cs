using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration.Workflow;

[Activity("CommonPlatform.Registration.BeginEarlyLife")]
internal sealed class BeginEarlyLifeActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        await mediator.Send(new BeginEarlyLife(context.CorrelationId), cancellationToken);
        return "Done";
    }
}
