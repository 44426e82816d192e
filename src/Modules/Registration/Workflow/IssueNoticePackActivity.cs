using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration.Workflow;

[Activity("CommonPlatform.Registration.IssueNoticePack", Outputs = ["round"])]
internal sealed class IssueNoticePackActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Output("round", $"notices:{await mediator.Send(new IssueNoticePack(context.CorrelationId), cancellationToken)}");
        return "Done";
    }
}
