using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Withdrawal;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

/// <summary>One agreement as HMCTS sees it, with the one decision that it waits for.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OfficerAgreement(AgreementsDbContext db, CurrentActor current, IMediator mediator) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Decision { get; set; } = "";
    [BindProperty] public bool? Accept { get; set; }
    [BindProperty] public string Text { get; set; } = "";
    public Agreement Agreement { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, string> Reasons { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<NovationNote> Notes { get; private set; } = [];

    public bool MayDecide => Policy.DecideRegistration.Allows(current.Actor);

    public bool MayCountersign => AgreementKinds.CountersignatoryRole(Agreement.Kind) is { } role && current.Actor.Is(role);

    public string? Words(Guid? reason) => reason is { } id ? Reasons.GetValueOrDefault(id) : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Agreement = await db.Agreements.AsNoTracking().GetAsync(Id, cancellationToken);
        Version = Agreement.Version;
        Notes = await NovationNote.Of(db, mediator, Agreement, cancellationToken);
        Reasons = await db.Reasons.Where(r => r.AgreementId == Id).ToDictionaryAsync(r => r.Id, r => r.Text, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        IRequest<Unit> command = Decision switch
        {
            "authority" => new DecideAuthority(Id, Version, Accept, Text),
            "recall" => new RecallAgreement(Id, Version, Text),
            "renew" => new RenewAgreement(Id, Version, Text),
            "reissue" => new AskForReissue(Id, Version, Accept, Text),
            _ => throw new NotFoundException(),
        };
        await mediator.Send(command, cancellationToken);
        return Redirect($"/officer/agreements/{Id}");
    }
}
