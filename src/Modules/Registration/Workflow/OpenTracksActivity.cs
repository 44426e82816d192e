using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration.Workflow;

[Activity("CommonPlatform.Registration.OpenTracks")]
internal sealed class OpenTracksActivity(IMediator mediator) : IWorkflowActivity
{
    public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken)
    {
        await mediator.Send(new OpenTracks(context.CorrelationId), cancellationToken);
        return "Done";
    }
}
