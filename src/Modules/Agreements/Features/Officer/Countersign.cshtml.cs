using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Officer;

[Needs(Policy.Countersign)]
internal sealed class Countersign(AgreementsDbContext db, CurrentActor current, DocumentStore store, Keys keys, IMediator mediator) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public bool Confirmed { get; set; }
    [BindProperty] public string NameTyped { get; set; } = "";
    [BindProperty] public string Code { get; set; } = "";
    public Agreement Agreement { get; private set; } = null!;
    public VerificationReport? Report { get; private set; }
    public string MyName => current.Actor.Name ?? "";

    public bool CanCountersign => Agreement.Standing == Standing.ToCountersign;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Agreement = await db.Agreements.AsNoTracking().GetAsync(Id, cancellationToken);
        if (AgreementKinds.CountersignatoryRole(Agreement.Kind) is not { } role || !current.Actor.Is(role)) throw new NotFoundException();
        Version = Agreement.Version;
        if (CanCountersign) Report = PdfVerifier.Verify(await store.Read(Agreement.Pdf!, cancellationToken), keys.Trust);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await mediator.Send(new CountersignAgreement(Id, Version, Confirmed, NameTyped, Code), cancellationToken)) return Redirect($"/officer/agreements/{Id}");
        ModelState.AddModelError(nameof(Code), Say.WrongCode.ToString());
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await OnGetAsync(cancellationToken);
        return Page();
    }
}
