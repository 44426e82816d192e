using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationAgreements(AgreementsDbContext db, IMediator mediator) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    public string OrganisationName { get; private set; } = "";
    public IReadOnlyList<Agreement> Rounds { get; private set; } = [];
    public bool HasQuestionnaire { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        OrganisationName = (await mediator.Send(new DescribeOrganisation(Id), cancellationToken) ?? throw new NotFoundException()).LegalName;
        var rounds = await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == Id).ToListAsync(cancellationToken);
        Rounds = [.. rounds.OrderBy(a => AgreementKinds.All.ToList().IndexOf(a.Kind)).ThenByDescending(a => a.Round)];
        HasQuestionnaire = await db.SecurityAssessments.AnyAsync(a => a.OrganisationId == Id, cancellationToken);
    }
}
