using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Agreements;
using MediatR;

namespace CommonPlatform.Agreements.Workflow;

[Activity("CommonPlatform.Agreements.IssueAgreement", Inputs = ["kind"], Outputs = ["round", "bothSign"])]
internal sealed class IssueAgreementActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        var kind = context.Input("kind");
        var issued = await mediator.Send(new IssueAgreement(context.CorrelationId, kind), cancellationToken);
        context.Output("round", $"{kind}:{issued.Round}");
        context.Output("bothSign", issued.BothSign ? "true" : "false");
        return "Done";
    }
}
