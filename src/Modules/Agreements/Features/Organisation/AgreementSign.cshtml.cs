using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class AgreementSign(AgreementsDbContext db, CurrentActor current, TimeProvider clock, DocumentStore store, IMediator mediator)
    : AgreementPage(db, current, clock, mediator)
{
    [BindProperty] public List<string> Statements { get; set; } = [];
    [BindProperty] public string? Authority { get; set; }
    [BindProperty] public string OtherAuthority { get; set; } = "";
    [BindProperty] public string NameTyped { get; set; } = "";
    [BindProperty] public string Code { get; set; } = "";
    public int Minutes { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (MySignature is not null && !HttpMethods.IsPost(Request.Method)) return Redirect($"/org/agreements/{Id}/signed");
        if (Agreement.ReadingCopy is { } copy) Minutes = (await ReadingCopy.Read(store, copy, Language.Current, cancellationToken)).Minutes;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await NoteUnlessMine(cancellationToken);
        if (await Mediator.Send(new SignAgreement(Id, Version, Statements, Authority, OtherAuthority, NameTyped, Code), cancellationToken)) return Redirect($"/org/agreements/{Id}/signed");
        ModelState.AddModelError(nameof(Code), Say.WrongCode.ToString());
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await OnGetAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken)
    {
        await Mediator.Send(new AskForNewRequest(Id, Version), cancellationToken);
        return Redirect($"/org/agreements/{Id}");
    }
}
