using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One defect with its history, and what can be done about it next; both sides have the same page under their own address.</summary>
internal abstract class DefectPage(IMediator mediator, RegistrationDbContext db, CurrentActor current) : PageModel
{
    [FromRoute] public Guid DefectId { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Severity { get; set; } = "";
    [BindProperty] public string Workaround { get; set; } = "";
    [BindProperty] public DateOnly? CorrectBy { get; set; }
    [BindProperty] public string Correction { get; set; } = "";
    [BindProperty] public bool? Passed { get; set; }
    [BindProperty] public string Seen { get; set; } = "";
    [BindProperty] public string Closing { get; set; } = "";
    public Defect Defect { get; private set; } = null!;
    public OnboardingCase Case { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, string?> ReasonWords { get; private set; } = new Dictionary<Guid, string?>();
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public abstract Guid OrganisationId { get; }
    public abstract Side Side { get; }
    public abstract string Testing { get; }

    public string Address => $"{Testing}/defects/{DefectId}";
    public bool MayRetest => Defect.State == DefectState.ToRetest && Defect.CorrectedBy != current.Actor.PersonId;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var id = OrganisationId;
        Defect = await db.Defects.AsNoTracking().SingleOrDefaultAsync(d => d.Id == DefectId && d.OrganisationId == id, cancellationToken) ?? throw new NotFoundException();
        Case = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id, cancellationToken);
        ReasonWords = await db.WordsOf([Defect.WhatId, Defect.WorkaroundId, .. Defect.Steps.Select(s => s.NoteId)], cancellationToken);
        // A supplier of several organisations is told which side did what, and no names.
        if (Side == Side.Hmcts || current.Actor.IsFor(id, [.. Roles.OfOrganisations.Where(r => r != Roles.ItSupplier)])) Names = await mediator.Names(Defect.Steps.Select(s => (Guid?)s.By), cancellationToken);
        if (Request.Method == "GET")
            (Version, Severity, Workaround, CorrectBy) = (Defect.Version, Defect.Severity.ToString(CultureInfo.InvariantCulture), Words(Defect.WorkaroundId) ?? "", Defect.CorrectBy);
    }

    public string? Words(Guid? reason) => reason is { } id ? ReasonWords.GetValueOrDefault(id) : null;

    public Task<IActionResult> OnPostAmendAsync(CancellationToken cancellationToken) => Send(new AmendDefect(OrganisationId, DefectId, Version, Severity, Workaround, CorrectBy), cancellationToken);

    public Task<IActionResult> OnPostCorrectAsync(CancellationToken cancellationToken) => Send(new CorrectDefect(OrganisationId, DefectId, Version, Correction), cancellationToken);

    public Task<IActionResult> OnPostRetestAsync(CancellationToken cancellationToken) => Send(new RetestDefect(OrganisationId, DefectId, Version, Passed, Seen), cancellationToken);

    protected async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = 400;
            await OnGetAsync(cancellationToken);
            return Page();
        }
        await mediator.Send(command, cancellationToken);
        return Redirect(Address);
    }
}

/// <summary>For the organisation.</summary>
[OneOrganisation]
[Needs(Policy.TestForOrganisation)]
internal sealed class OurDefectPage(IMediator mediator, RegistrationDbContext db, CurrentActor current) : DefectPage(mediator, db, current)
{
    public override Guid OrganisationId => this.Own();
    public override Side Side => Side.Organisation;
    public override string Testing => "/org/testing";
}

/// <summary>For HMCTS, which closes it too.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed class TheirDefectPage(IMediator mediator, RegistrationDbContext db, CurrentActor current) : DefectPage(mediator, db, current), IOrganisationPage
{
    [FromRoute] public Guid Id { get; set; }
    public override Guid OrganisationId => Id;
    public override Side Side => Side.Hmcts;
    public override string Testing => $"/officer/org/{Id}/testing";

    public Task<IActionResult> OnPostCloseAsync(CancellationToken cancellationToken) => Send(new CloseDefect(OrganisationId, DefectId, Version, Closing), cancellationToken);
}
