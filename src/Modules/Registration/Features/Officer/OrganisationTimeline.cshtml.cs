using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Everything that happened to the organisation, the newest first.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationTimelinePage(RegistrationDbContext db, PlatformDbContext platform, CurrentActor current, IMediator mediator, IWorkflows workflows)
    : OfficerPage(db, current, mediator, workflows)
{
    private const int Most = 500;

    public IReadOnlyList<TimelineEntry> Entries { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        Entries = await Timeline.Of(Id, platform, Db, Mediator, Most, cancellationToken);
    }
}
