using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>OU code, prosecutor record, bank details and account administrator, each with its own form.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class SetUpPage(IMediator mediator, RegistrationDbContext db, CurrentActor current, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string OuCode { get; set; } = "";
    [BindProperty] public string Offences { get; set; } = "";
    [BindProperty] public bool Checked { get; set; }
    [BindProperty] public string NumberCalled { get; set; } = "";
    [BindProperty] public string NumberSource { get; set; } = "";
    [BindProperty] public bool ReadBack { get; set; }
    public SetUp? SetUp { get; private set; }
    public OuCodeRequest? OuCodeRequest { get; private set; }

    /// <summary>The account in use; before one is confirmed, that of the questionnaire.</summary>
    public RemittanceAnswers? Account { get; private set; }
    public bool MayConfirmBank => Policies.All[Policy.ConfirmBankDetails].Roles.Any(User.IsInRole);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        SetUp = await Db.SetUps.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, cancellationToken);
        var changes = await Db.BankChanges.AsNoTracking().Where(c => c.OrganisationId == Id && c.SecondAt != null).ToListAsync(cancellationToken);
        Account = AccountInUse.Of(Latest, SetUp, changes).FirstOrDefault()?.Account ?? Latest.Answers.Remittance;
        OuCodeRequest = await Db.OuCodeRequests.AsNoTracking().Where(r => r.OrganisationId == Id).OrderByDescending(r => r.AskedAt).FirstOrDefaultAsync(cancellationToken);
        Version = SetUp?.Version ?? 0;
        OuCode = SetUp?.OuCode ?? Latest.Answers.Organisation?.OuCode ?? "";
        Offences = string.Join('\n', SetUp?.ProsecutorAt is null ? Latest.Answers.Offences?.List ?? [] : SetUp.Offences);
    }

    public Task<IActionResult> OnPostOuCodeAsync(CancellationToken cancellationToken) => Send(new RecordOuCode(Id, Version, OuCode), cancellationToken);

    public Task<IActionResult> OnPostProsecutorAsync(CancellationToken cancellationToken) => Send(new RecordProsecutor(Id, Version, Offences, Checked), cancellationToken);

    public Task<IActionResult> OnPostBankAsync(CancellationToken cancellationToken) =>
        Send(new ConfirmBankDetails(Id, Version, NumberCalled, NumberSource, ReadBack), cancellationToken);

    public Task<IActionResult> OnPostAdministratorAsync(CancellationToken cancellationToken) => Send(new NominateAdministrator(Id, Version), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await Mediator.Send(command, cancellationToken);
        return Redirect($"/officer/org/{Id}/setup");
    }
}
