using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The rejection with its reason, the appeal with its own, and the decision.</summary>
[Needs(Policy.DecideAppeal)]
internal sealed class DecideAppealPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public bool? Upheld { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    public Appeal Appeal { get; private set; } = null!;
    public Decision Rejection { get; private set; } = null!;
    public string RejectedBy { get; private set; } = "";
    public IReadOnlyDictionary<Guid, string> Reasons { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        var appeal = await Db.Appeals.AsNoTracking().Where(a => a.OrganisationId == Id).OrderByDescending(a => a.MadeAt).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        if (appeal.Upheld is not null && ModelState.IsValid) return Redirect($"/officer/org/{Id}");
        Appeal = appeal;
        if (!ModelState.ContainsKey(nameof(Version))) Version = appeal.Version;
        Rejection = (await Db.Applications.AsNoTracking().SingleAsync(a => a.Id == appeal.ApplicationId, cancellationToken)).LatestDecision!;
        RejectedBy = (await Mediator.Names([Rejection.By], cancellationToken)).GetValueOrDefault(Rejection.By, "");
        Reasons = await Db.Reasons.AsNoTracking().Where(r => r.OrganisationId == Id).ToDictionaryAsync(r => r.Id, r => r.Words ?? "", cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Mediator.Send(new DecideAppeal(Id, Version, Upheld, Reason), cancellationToken);
        return Redirect($"/officer/org/{Id}");
    }
}
