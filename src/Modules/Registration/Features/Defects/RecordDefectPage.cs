using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>A defect as somebody saw it; both sides have the same page under their own address.</summary>
internal abstract class RecordDefectPage(IMediator mediator, RegistrationDbContext db, TimeProvider clock) : PageModel
{
    [BindProperty] public string Severity { get; set; } = "";
    [BindProperty] public string What { get; set; } = "";
    [BindProperty] public string Workaround { get; set; } = "";
    [BindProperty] public DateOnly? CorrectBy { get; set; }
    public OnboardingCase Case { get; private set; } = null!;

    public abstract Guid OrganisationId { get; }
    public abstract string Testing { get; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var id = OrganisationId;
        Case = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException();
        var schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) ?? throw new NotFoundException();
        return ModelState.IsValid && !schedule.IsTestingOn(clock.GetUtcNow().CivilDate()) ? Redirect(Testing) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = 400;
            return await OnGetAsync(cancellationToken);
        }
        await mediator.Send(new RecordDefect(OrganisationId, Severity, What, Workaround, CorrectBy), cancellationToken);
        return Redirect(Testing);
    }
}

/// <summary>For the organisation.</summary>
[OneOrganisation]
[Needs(Policy.TestForOrganisation)]
internal sealed class OurNewDefectPage(IMediator mediator, RegistrationDbContext db, TimeProvider clock) : RecordDefectPage(mediator, db, clock)
{
    public override Guid OrganisationId => this.Own();
    public override string Testing => "/org/testing";
}

/// <summary>For HMCTS.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed class TheirNewDefectPage(IMediator mediator, RegistrationDbContext db, TimeProvider clock) : RecordDefectPage(mediator, db, clock), IOrganisationPage
{
    [FromRoute] public Guid Id { get; set; }
    public override Guid OrganisationId => Id;
    public override string Testing => $"/officer/org/{Id}/testing";
}
