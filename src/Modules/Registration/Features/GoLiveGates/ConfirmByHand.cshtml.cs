using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One gate that two people confirm by hand: the first with a document, the second after reading it.</summary>
[Needs(Policy.ConfirmByHand)]
internal sealed class ConfirmByHandPage(IMediator mediator, RegistrationDbContext db, Uploads uploads, CurrentActor current, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [FromRoute] public int Number { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Statement { get; set; } = "";
    [BindProperty] public IFormFile? Upload { get; set; }
    [BindProperty] public bool HasRead { get; set; }
    public Gate Gate { get; private set; } = null!;
    public HandConfirmation? Confirmation { get; private set; }
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public bool IsFirst => Confirmation is not null && User.HasClaim(System.Security.Claims.ClaimTypes.NameIdentifier, Confirmation.FirstBy.ToString());

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        Gate = Gates.Of(Number);
        if (Gate.ByHand is null) throw new NotFoundException();
        Confirmation = await Db.HandConfirmations.AsNoTracking().SingleOrDefaultAsync(c => c.OrganisationId == Id && c.Gate == Number, cancellationToken);
        Version = Confirmation?.Version ?? 0;
        Names = await Mediator.Names([Confirmation?.FirstBy, Confirmation?.SecondBy], cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var file = await uploads.KeepPdf(Upload, nameof(Upload), cancellationToken);
        await Mediator.Send(new StateGateByHand(Id, Number, Version, Statement, file), cancellationToken);
        return Redirect($"/officer/org/{Id}/gates/{Number}");
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken)
    {
        await OnGetKeepingVersion(cancellationToken);
        await Mediator.Send(new ConfirmGateByHand(Confirmation?.Id ?? throw new RuleBrokenException(Say.HandRuleNoFirst), Version, HasRead), cancellationToken);
        return Redirect($"/officer/org/{Id}/gates/{Number}");
    }

    public async Task<IActionResult> OnGetFileAsync(CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        return Confirmation is null ? throw new NotFoundException() : File(await uploads.Open(Confirmation.Address, cancellationToken), "application/pdf", Confirmation.FileName);
    }

    private async Task OnGetKeepingVersion(CancellationToken cancellationToken)
    {
        var typed = Version;
        await OnGetAsync(cancellationToken);
        Version = typed;
    }
}
