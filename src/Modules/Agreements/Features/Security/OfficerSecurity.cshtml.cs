using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Officer;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Security;

[Needs(Policy.ReadOnboarding)]
internal sealed class OfficerSecurity(AgreementsDbContext db, CurrentActor current, IMediator mediator) : OrganisationPage(mediator)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string Text { get; set; } = "";
    [BindProperty] public DateOnly? Due { get; set; }
    public SecurityAssessment? Assessment { get; private set; }
    public IReadOnlyList<SecurityAssessment> Earlier { get; private set; } = [];

    public bool MayAssess => Assessment is { SubmittedAt: not null, Outcome: null, WithdrawnAt: null } && Policy.AssessSecurity.Allows(current.Actor);

    public bool MayOpenEvidence => Policy.AssessSecurity.Allows(current.Actor);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var rounds = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == Id).OrderByDescending(a => a.Round).ToListAsync(cancellationToken);
        await LoadAsync(cancellationToken);
        if (rounds.Count > 0) (Assessment, Earlier, Version) = (rounds[0], rounds[1..], rounds[0].Version);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var version = Version;
        await OnGetAsync(cancellationToken);
        if (Assessment is null) throw new NotFoundException();
        await Mediator.Send(new AssessSecurity(Assessment.Id, version, Outcome, Text, Due), cancellationToken);
        return Redirect($"/officer/org/{Id}/security");
    }
}
