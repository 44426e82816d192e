using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using MediatR;

namespace CommonPlatform.Agreements.Workflow;

[Activity("CommonPlatform.Agreements.BookServiceReview")]
internal sealed class BookServiceReviewActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        await mediator.Send(new BookServiceReview(context.CorrelationId), cancellationToken);
        return "Done";
    }
}
