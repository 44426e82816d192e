using CommonPlatform.BuildingBlocks.Domain;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The questionnaire as it came in last.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationAnswersPage(RegistrationDbContext db, CurrentActor current, IMediator mediator) : OfficerPage(db, current, mediator)
{
    public Task OnGetAsync(CancellationToken cancellationToken) => Load(cancellationToken);
}
