using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration.Workflow;

[Activity("CommonPlatform.Registration.CutOver", Outcomes = ["Done", "GatesRed"])]
internal sealed class CutOverActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        return await mediator.Send(new CutOver(context.CorrelationId), cancellationToken) ? "Done" : "GatesRed";
    }
}
