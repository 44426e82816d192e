using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>An organisation's accounts, and another one that two finance officers confirm.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class TheirBankPage(IMediator mediator, RegistrationDbContext db, Uploads uploads, CurrentActor current, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid BankChangeId { get; set; }
    [BindProperty] public string NumberCalled { get; set; } = "";
    [BindProperty] public string NumberSource { get; set; } = "";
    [BindProperty] public bool ReadBack { get; set; }
    [BindProperty] public bool Compared { get; set; }
    [BindProperty] public string Refusal { get; set; } = "";
    public IReadOnlyList<AccountInUse> Accounts { get; private set; } = [];
    public IReadOnlyList<BankChange> Changes { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyDictionary<Guid, string?> ReasonWords { get; private set; } = new Dictionary<Guid, string?>();

    public string Address => $"/officer/org/{Id}/bank";
    public BankChange? Open => Changes.FirstOrDefault(c => c.IsOpen);
    public bool MayConfirm => Open is not null && Policy.ConfirmBankDetails.Allows(Actor);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        Changes = await Db.BankChanges.AsNoTracking().Where(c => c.OrganisationId == Id).OrderByDescending(c => c.ProposedAt).ToListAsync(cancellationToken);
        Accounts = AccountInUse.Of(Latest, await Db.SetUps.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, cancellationToken), Changes);
        Names = await Mediator.Names(Changes.SelectMany(c => (Guid?[])[c.ProposedBy, c.FirstBy, c.SecondBy, c.RefusedBy]), cancellationToken);
        var reasons = Changes.Select(c => c.RefusalReasonId).ToList();
        ReasonWords = await Db.Reasons.AsNoTracking().Where(r => reasons.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) (Version, BankChangeId) = (Open?.Version ?? 0, Open?.Id ?? Guid.Empty);
    }

    public async Task<IActionResult> OnGetFileAsync(Guid change, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        return Changes.SingleOrDefault(c => c.Id == change && c.FileName.Length > 0) is { } found ? File(await uploads.Open(found.Address, cancellationToken), "application/pdf", found.FileName) : throw new NotFoundException();
    }

    public Task<IActionResult> OnPostFirstAsync(CancellationToken cancellationToken) => Send(new ConfirmBankChange(BankChangeId, Version, NumberCalled, NumberSource, ReadBack), cancellationToken);

    public Task<IActionResult> OnPostSecondAsync(CancellationToken cancellationToken) => Send(new ConfirmBankChangeAgain(BankChangeId, Version, Compared), cancellationToken);

    public Task<IActionResult> OnPostRefuseAsync(CancellationToken cancellationToken) => Send(new RefuseBankChange(BankChangeId, Version, Refusal), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        if (!await Db.BankChanges.AnyAsync(c => c.Id == BankChangeId && c.OrganisationId == Id, cancellationToken)) throw new NotFoundException();
        await Mediator.Send(command, cancellationToken);
        return Redirect(Address);
    }
}
