using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration.Workflow;

[Activity("CommonPlatform.Registration.BeginReadinessReview", Outputs = ["round"])]
internal sealed class BeginReadinessReviewActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Output("round", $"readiness:{await mediator.Send(new BeginReadinessReview(context.CorrelationId), cancellationToken)}");
        return "Done";
    }
}
