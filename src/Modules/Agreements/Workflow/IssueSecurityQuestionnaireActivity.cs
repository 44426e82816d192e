using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using MediatR;

namespace CommonPlatform.Agreements.Workflow;

[Activity("CommonPlatform.Agreements.IssueSecurityQuestionnaire", Outputs = ["round"])]
internal sealed class IssueSecurityQuestionnaireActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Output("round", $"saq:{await mediator.Send(new IssueSecurityQuestionnaire(context.CorrelationId), cancellationToken)}");
        return "Done";
    }
}
