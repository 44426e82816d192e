using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What an organisation can do after its application has ended: appeal against a rejection, or apply again.</summary>
[Needs(Policy.Apply)]
[OneOrganisation]
internal sealed class AppealPage(IMediator mediator, RegistrationDbContext db, TimeProvider clock) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid ApplicationId { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    public Application Application { get; private set; } = null!;
    public Appeal? Appeal { get; private set; }
    public string DecisionWords { get; private set; } = "";
    public bool MayAppeal => Application.EndedAs == Ending.Rejected && Appeal is null && clock.GetUtcNow().CivilDate() <= Registration.Appeal.LastDay(Application);
    public bool MayApplyAgain => Application.Decisions.All(d => d.Outcome != Outcome.Accepted) && Appeal is not { Upheld: null }
        && (Application.ReopenUntil is not { } last || clock.GetUtcNow().CivilDate() <= last);

    /// <summary>Until when an officer can open it again, where it was accepted before it was withdrawn.</summary>
    public DateOnly? MayAskUntil => Application is { IsAccepted: true, ReopenUntil: { } last } && clock.GetUtcNow().CivilDate() <= last ? last : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        if (Application.IsOpen || Application.EndedAs == Ending.Merged) return Redirect("/application");
        Appeal = await db.Appeals.AsNoTracking().SingleOrDefaultAsync(a => a.ApplicationId == Application.Id, cancellationToken);
        if (Appeal?.DecisionReasonId is { } reason) DecisionWords = await db.Reasons.Where(r => r.Id == reason).Select(r => r.Words).SingleAsync(cancellationToken) ?? "";
        (ApplicationId, Version) = (Application.Id, Application.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new MakeAppeal(ApplicationId, Version, Reason), cancellationToken);
        return Redirect("/application/ended");
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new ApplyAgain(ApplicationId, Version), cancellationToken);
        return Redirect("/application");
    }
}
