using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Withdrawal;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Organisation;

[OneOrganisation]
[Needs(Policy.ReadOwnOnboarding)]
internal sealed class AgreementsModel(AgreementsDbContext db, CurrentActor current, IMediator mediator) : PageModel
{
    public IReadOnlyList<Agreement> Latest { get; private set; } = [];
    public IReadOnlyList<Agreement> Earlier { get; private set; } = [];
    public IReadOnlyList<SecurityAssessment> Questionnaires { get; private set; } = [];
    public IReadOnlyList<NovationNote> Notes { get; private set; } = [];
    public IReadOnlyList<EndingStatement> Statements { get; private set; } = [];
    public Guid? Me => current.Actor.PersonId;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var own = this.Own();
        var all = await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == own).ToListAsync(cancellationToken);
        Latest =
        [
            .. all.GroupBy(a => a.Kind).Select(rounds => rounds.MaxBy(a => a.Round)!).OrderBy(a => AgreementKinds.All.ToList().IndexOf(a.Kind)),
        ];
        Earlier = [.. all.Except(Latest).OrderByDescending(a => a.AskedAt)];
        Statements = await db.EndingStatements.AsNoTracking().Where(s => s.OrganisationId == own).OrderByDescending(s => s.EndedAt).ThenBy(s => s.Language).ToListAsync(cancellationToken);
        Notes = await NovationNote.Of(db, mediator, own, cancellationToken);
        Questionnaires = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == own).OrderByDescending(a => a.Round).ToListAsync(cancellationToken);
    }
}
