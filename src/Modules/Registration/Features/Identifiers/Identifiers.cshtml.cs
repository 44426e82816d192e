using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Each identifier with what the questionnaire says and how it was verified, and the form that keeps a further check.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class IdentifiersPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows, TimeProvider clock) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Identifier { get; set; } = "";
    [BindProperty] public string Outcome { get; set; } = "";
    [BindProperty] public string Method { get; set; } = "";
    [BindProperty] public DateOnly? CheckedOn { get; set; }
    [BindProperty] public string Evidence { get; set; } = "";
    public IReadOnlyList<(IdentifierCheck Check, string Evidence, string By)> Checks { get; private set; } = [];
    public bool MayCheck => MayDecide && Latest.IsOpen && Latest.FormVersion > 0;

    public static IEnumerable<SelectListItem> All => Enum.GetValues<Identifier>().Select(i => new SelectListItem(i.Name().ToString(), i.ToString()));

    public static IEnumerable<SelectListItem> Methods => Identifiers.Methods.Select(m => new SelectListItem(Words.CheckMethod(m).ToString(), m));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) Version = Latest.Version;
        CheckedOn ??= clock.GetUtcNow().CivilDate();
        var ids = Latest.Checks.Select(c => c.EvidenceId).ToList();
        var words = await Db.Reasons.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words ?? "", cancellationToken);
        var names = await Mediator.Names(Latest.Checks.Select(c => (Guid?)c.By), cancellationToken);
        Checks = [.. Latest.Checks.OrderByDescending(c => c.At).Select(c => (c, words.GetValueOrDefault(c.EvidenceId, ""), names.GetValueOrDefault(c.By, "")))];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Mediator.Send(new CheckIdentifier(Id, Version, Identifier, Outcome, Method, CheckedOn, Evidence), cancellationToken);
        return Redirect($"/officer/org/{Id}/identifiers");
    }
}
