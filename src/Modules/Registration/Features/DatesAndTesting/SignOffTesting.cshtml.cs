using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What testing found and came to, for the organisation; its service owner signs it off.</summary>
[OneOrganisation]
[Needs(Policy.TestForOrganisation)]
internal sealed class SignOffTestingPage(IMediator mediator, RegistrationDbContext db, CurrentActor current, TimeProvider clock) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public bool Agreed { get; set; }
    public Schedule Schedule { get; private set; } = null!;
    public DefectTable Defects { get; private set; } = null!;
    public string Organisation { get; private set; } = "";
    public bool IsServiceOwner => current.Actor.IsFor(OrganisationId, Roles.OrganisationServiceOwner);

    public Guid OrganisationId => this.Own();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var id = OrganisationId;
        Schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) ?? throw new NotFoundException();
        Organisation = await db.Cases.Where(c => c.Id == id).Select(c => c.Name).SingleAsync(cancellationToken);
        Defects = await db.DefectTable(Schedule, "/org/testing", clock.GetUtcNow().CivilDate(), cancellationToken);
        Version = Schedule.Version;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new SignOffTesting(OrganisationId, Version, Agreed), cancellationToken);
        return Redirect("/org/testing");
    }
}
