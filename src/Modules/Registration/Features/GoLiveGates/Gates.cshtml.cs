using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The gates of an organisation, for officers.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class GatesPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    public GatesView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        View = new GatesView(await Db.GatesOf(Id, cancellationToken), $"/officer/org/{Id}");
    }
}
