using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.SignAgreement)]
internal sealed class AgreementDecline(AgreementsDbContext db, CurrentActor current, TimeProvider clock, IMediator mediator) : AgreementPage(db, current, clock, mediator)
{
    [BindProperty] public string? ReasonCode { get; set; }
    [BindProperty] public string Text { get; set; } = "";

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Mediator.Send(new DeclineAgreement(Id, Version, ReasonCode, Text), cancellationToken);
        return Redirect($"/org/agreements/{Id}");
    }
}
