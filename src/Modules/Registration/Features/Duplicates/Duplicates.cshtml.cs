using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One thing of two organisations side by side, and how alike it is.</summary>
internal sealed record Compared(Text What, string Own, string Other, Text Result, string Colour);

/// <summary>An organisation that may be the same, with what was decided about it.</summary>
internal sealed record Candidate(OnboardingCase Case, Likeness Likeness, IReadOnlyList<Compared> Rows, IReadOnlyList<(DuplicateDecision Decision, string Reason, string By)> Decisions);

/// <summary>Candidates for being the same organisation, side by side with this one; an officer decides on each with a reason.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class DuplicatesPage(RegistrationDbContext db, Duplicates duplicates, CurrentActor current, IMediator mediator, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    private const int Most = 20;

    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid OtherId { get; set; }
    [BindProperty] public bool? IsSame { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    public IReadOnlyList<Candidate> Candidates { get; private set; } = [];

    /// <summary>Once an officer found that both are the same.</summary>
    public bool MayMergeInto(Candidate candidate) => MayDecide && Case.IsBeforeDecision && candidate.Case.MayTakeIn && candidate.Decisions.Select(d => d.Decision.IsSame).FirstOrDefault();

    public IEnumerable<SelectListItem> Others => Candidates.Select(c => new SelectListItem($"{c.Case.Name} ({c.Case.Reference})", $"{c.Case.Id}"));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) Version = Case.Version;
        var found = (await duplicates.Of(Id, cancellationToken)).Take(Most).ToList();
        var others = found.Select(l => l.OtherId).ToList();
        var cases = await Db.Cases.AsNoTracking().Where(c => others.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var applications = (await Db.Applications.AsNoTracking().Where(a => others.Contains(a.OrganisationId)).ToListAsync(cancellationToken)).ToLookup(a => a.OrganisationId);
        var decisions = await Db.DuplicateDecisions.AsNoTracking().Where(d => d.OrganisationId == Id || d.OtherId == Id).ToListAsync(cancellationToken);
        var ids = decisions.Select(d => d.ReasonId).ToList();
        var reasons = await Db.Reasons.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words ?? "", cancellationToken);
        var names = await Mediator.Names(decisions.Select(d => (Guid?)d.By), cancellationToken);
        Candidates =
        [
            .. found.Select(l => new Candidate(
                cases[l.OtherId], l, Rows(l, applications[l.OtherId].OrderByDescending(a => a.IsOpen).ThenByDescending(a => a.StartedAt).First().Answers),
                [.. decisions.Where(d => d.OrganisationId == l.OtherId || d.OtherId == l.OtherId).OrderByDescending(d => d.At).Select(d => (d, reasons.GetValueOrDefault(d.ReasonId, ""), names.GetValueOrDefault(d.By, "")))])),
        ];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Mediator.Send(new DecideDuplicate(Id, Version, OtherId, IsSame, Reason), cancellationToken);
        return Redirect($"/officer/org/{Id}/duplicates");
    }

    private List<Compared> Rows(Likeness likeness, Answers other)
    {
        var own = Latest.Answers;
        return
        [
            Alike(Say.LabelLegalName, own.Organisation?.LegalName, other.Organisation?.LegalName, likeness.Name),
            Alike(Say.LabelPostcode, own.Address?.Postcode, other.Address?.Postcode, likeness.Postcode),
            Exact(KeyKind.CompanyNumber, Say.LabelRegisteredNumber, own.Organisation?.RegisteredNumber, other.Organisation?.RegisteredNumber, likeness),
            Exact(KeyKind.OuCode, Say.LabelOuCode, own.Organisation?.OuCode, other.Organisation?.OuCode, likeness),
            Exact(KeyKind.BankAccount, Say.SetupBankAccount, Account(own), Account(other), likeness),
            Exact(KeyKind.EmailDomain, Say.LabelEmailDomains, Domains(own), Domains(other), likeness),
        ];
    }

    private static Compared Alike(Text what, string? own, string? other, double likeness) =>
        new(what, own ?? "", other ?? "", Say.AlikePercent((int)Math.Round(100 * likeness)), likeness >= 0.9 ? "red" : likeness >= 0.8 ? "yellow" : "grey");

    private static Compared Exact(KeyKind kind, Text what, string? own, string? other, Likeness likeness) => (own ?? "", other ?? "") switch
    {
        var (one, two) when likeness.Equal.Contains(kind) => new(what, one, two, Say.AlikeSame, "red"),
        ({ Length: > 0 } one, { Length: > 0 } two) => new(what, one, two, Say.AlikeDifferent, "grey"),
        var (one, two) => new(what, one, two, Say.AlikeNothing, "grey"), // one of them gave none, or neither did
    };

    private static string Account(Answers answers) => answers.Remittance is { } a ? $"•• •• {a.SortCode[^2..]}, •••••• {a.LastDigits}" : "";

    private static string Domains(Answers answers) => string.Join(", ", Questionnaire.Emails(answers).Select(Formats.Domain).Distinct().Order(StringComparer.Ordinal));
}
