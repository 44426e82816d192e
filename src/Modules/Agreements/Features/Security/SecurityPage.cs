using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>A page about the latest questionnaire of the person's own organisation.</summary>
[OneOrganisation]
internal abstract class SecurityPage(AgreementsDbContext db, CurrentActor current) : PageModel
{
    [BindProperty] public int Version { get; set; }
    public SecurityAssessment Assessment { get; private set; } = null!;

    public bool IsMine => Assessment.SignatoryId == current.Actor.PersonId;

    public bool IsAnsweredByMe => current.Actor.IsFor(Assessment.OrganisationId, Roles.SecuritySignatory);

    public bool CanAnswer => Assessment.IsToAnswer && IsAnsweredByMe;

    protected async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        var own = this.Own();
        if (await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == own).OrderByDescending(a => a.IssuedAt).FirstOrDefaultAsync(cancellationToken) is not { } latest)
            return false;
        (Assessment, Version) = (latest, latest.Version);
        return true;
    }

    protected async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken)) throw new NotFoundException();
    }
}
