using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Where money is sent on to, what was before, and another account that the applicant proposes.</summary>
[OneOrganisation]
[Needs(Policy.ReadOwnOnboarding)]
internal sealed class OurBankPage(IMediator mediator, RegistrationDbContext db, Uploads uploads, CurrentActor current) : PageModel
{
    [BindProperty] public RemittanceForm Answers { get; set; } = new();
    [BindProperty] public IFormFile? Upload { get; set; }
    public OnboardingCase Case { get; private set; } = null!;
    public IReadOnlyList<AccountInUse> Accounts { get; private set; } = [];
    public IReadOnlyList<BankChange> Changes { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string?> ReasonWords { get; private set; } = new Dictionary<Guid, string?>();
    public BankChange? Open => Changes.FirstOrDefault(c => c.IsOpen);
    public bool MayPropose => Accounts.Count > 0 && Open is null && !Case.IsOver && current.Actor.IsFor(Case.Id, Roles.Applicant);
    public bool AsksToConfirm => Answers.Confirmed || ModelState.ContainsKey("Answers.Confirmed");

    /// <summary>Who of the organisation sees where its money goes: those who fill in its questionnaire and those who answer for it.</summary>
    public static bool MaySee(Actor actor, Guid organisationId) => actor.IsFor(organisationId, Roles.Applicant, Roles.AccountablePerson, Roles.OrganisationServiceOwner);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (!MaySee(current.Actor, this.Own())) throw new NotFoundException();
        Case = await db.Cases.AsNoTracking().GetAsync(this.Own(), cancellationToken);
        Changes = await db.BankChanges.AsNoTracking().Where(c => c.OrganisationId == Case.Id).OrderByDescending(c => c.ProposedAt).ToListAsync(cancellationToken);
        var application = await db.Applications.AsNoTracking().Of(Case.Id).FirstAsync(cancellationToken);
        Accounts = AccountInUse.Of(application, await db.SetUps.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Case.Id, cancellationToken), Changes);
        var reasons = Changes.Select(c => c.RefusalReasonId).ToList();
        ReasonWords = await db.Reasons.AsNoTracking().Where(r => reasons.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var file = await uploads.KeepPdf(Upload, nameof(Upload), cancellationToken);
        await mediator.Send(new ProposeBankChange(this.Own(), Answers, file), cancellationToken);
        return Redirect("/org/bank");
    }
}
