using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using MediatR;

namespace CommonPlatform.Agreements.Workflow;

/// <summary>What the definition and its activities agree on.</summary>
internal static class ServiceReviewTurns
{
    public const string Definition = "sla-review";

    public static string Round(int number) => $"review:{number}";

    public static void Give(this ActivityContext context, ReviewTurn turn)
    {
        context.Output("round", Round(turn.Number));
        context.Output("until", turn.QuarterOver);
    }
}

[Activity("CommonPlatform.Agreements.OpenServiceReview", Outcomes = ["Opened", "NotYet"], Outputs = ["round", "until"])]
internal sealed class OpenServiceReviewActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        var turn = await mediator.Send(new OpenServiceReview(context.CorrelationId), cancellationToken);
        context.Give(turn);
        return turn.Opened ? "Opened" : "NotYet";
    }
}

[Activity("CommonPlatform.Agreements.BookNextServiceReview", Outputs = ["round", "until"])]
internal sealed class BookNextServiceReviewActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Give(await mediator.Send(new BookNextServiceReview(context.CorrelationId), cancellationToken));
        return "Done";
    }
}
