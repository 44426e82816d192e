using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Who acts for the organisation and whether their account works.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationPeoplePage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    public IReadOnlyList<PersonSummary> People { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        People = await Mediator.Send(new FindPeople(Id), cancellationToken);
    }
}
