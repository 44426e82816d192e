using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration.Workflow;

[Activity("CommonPlatform.Registration.BeginGoLiveCountdown", Outputs = ["until", "round"], Outcomes = ["Scheduled", "NotAgreed"])]
internal sealed class BeginGoLiveCountdownActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        if (await mediator.Send(new BeginGoLiveCountdown(context.CorrelationId), cancellationToken) is not { } countdown) return "NotAgreed";
        context.Output("until", countdown.On.InLondon(new TimeOnly(9, 0)));
        context.Output("round", $"go-live:{countdown.Number}");
        return "Scheduled";
    }
}
