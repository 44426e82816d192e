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
    [BindProperty] public bool HasSeen { get; set; }
    public SecurityAssessment? Assessment { get; private set; }
    public IReadOnlyList<SecurityAssessment> Earlier { get; private set; } = [];

    public bool MayAssess => Assessment is { SubmittedAt: not null, Outcome: null, WithdrawnAt: null } && Policy.AssessSecurity.Allows(current.Actor);

    public bool MayConfirmConditions => Assessment?.ConditionsOpenUntil is not null && Policy.AssessSecurity.Allows(current.Actor);

    public bool MayRenew => Assessment is { ValidUntil: not null } && Policy.DecideRegistration.Allows(current.Actor);

    public bool MayOpenEvidence => Policy.AssessSecurity.Allows(current.Actor);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var rounds = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == Id).OrderByDescending(a => a.Round).ToListAsync(cancellationToken);
        await LoadAsync(cancellationToken);
        if (rounds.Count > 0) (Assessment, Earlier, Version) = (rounds[0], rounds[1..], rounds[0].Version);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        Send((id, version) => new AssessSecurity(id, version, Outcome, Text, Due), cancellationToken);

    public Task<IActionResult> OnPostConditionsAsync(CancellationToken cancellationToken) =>
        Send((id, version) => new ConfirmConditionsMet(id, version, HasSeen), cancellationToken);

    public Task<IActionResult> OnPostRenewAsync(CancellationToken cancellationToken) =>
        Send((id, version) => new RenewSecurity(id, version, Text), cancellationToken);

    private async Task<IActionResult> Send(Func<Guid, int, IRequest<Unit>> command, CancellationToken cancellationToken)
    {
        var version = Version;
        await OnGetAsync(cancellationToken);
        if (Assessment is null) throw new NotFoundException();
        await Mediator.Send(command(Assessment.Id, version), cancellationToken);
        return Redirect($"/officer/org/{Id}/security");
    }
}
