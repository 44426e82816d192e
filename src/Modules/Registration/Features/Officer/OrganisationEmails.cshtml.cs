using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Every email about the organisation, as it was sent.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationEmailsPage(RegistrationDbContext db, PlatformDbContext platform, CurrentActor current, IMediator mediator, IWorkflows workflows)
    : OfficerPage(db, current, mediator, workflows)
{
    private const int Most = 200;

    public IReadOnlyList<(WordedEmail Email, EmailRow Row)> Sent { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        var rows = await platform.Emails.AsNoTracking().Where(e => e.Subject == Id).OrderByDescending(e => e.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        Sent = [.. rows.Select(r => (WordedEmail.Of(r), r))];
    }
}
