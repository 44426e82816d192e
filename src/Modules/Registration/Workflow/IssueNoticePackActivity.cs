using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration.Workflow;

[Activity("CommonPlatform.Registration.IssueNoticePack", Outputs = ["round"], Outcomes = ["Done", "NotNeeded"])]
internal sealed class IssueNoticePackActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        var round = await mediator.Send(new IssueNoticePack(context.CorrelationId), cancellationToken);
        context.Output("round", $"notices:{round}");
        return round == 0 ? "NotNeeded" : "Done";
    }
}
