using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The questionnaire as it came in last.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationAnswersPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    public Task OnGetAsync(CancellationToken cancellationToken) => Load(cancellationToken);
}
