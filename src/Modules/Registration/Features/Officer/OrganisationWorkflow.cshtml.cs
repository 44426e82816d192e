using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Every step of the onboarding with how it stands.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationWorkflowPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows)
    : OfficerPage(db, current, mediator, workflows)
{
    public Task OnGetAsync(CancellationToken cancellationToken) => Load(cancellationToken);
}
