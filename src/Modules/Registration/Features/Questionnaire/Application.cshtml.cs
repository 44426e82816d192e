using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The questionnaire as a list of tasks, and its answers once it was sent.</summary>
[Needs(Policy.Apply)]
[OneOrganisation]
internal sealed class ApplicationPage(RegistrationDbContext db, ReferenceLists lists, TimeProvider clock) : PageModel
{
    public Application Application { get; private set; } = null!;
    public OffenceList Offences { get; private set; } = null!;
    public string Name { get; private set; } = "";
    public string Reference { get; private set; } = "";
    public string? Question { get; private set; }
    public IReadOnlyList<(FieldQuestion Question, string Words)> FieldQuestions { get; private set; } = [];
    public string? EndingWords { get; private set; }
    public IReadOnlyList<NameChange> Renamed { get; private set; } = [];
    public OnboardingCase? MergedInto { get; private set; }
    public Appeal? Upheld { get; private set; }
    public string? UpheldWords { get; private set; }
    public IReadOnlyList<(Section Section, Text Status, string? Colour)> Sections { get; private set; } = [];
    public bool MayWithdraw { get; private set; }

    /// <summary>The sections under the headings that the task list has.</summary>
    public IEnumerable<(Text Heading, IEnumerable<(Section Section, Text Status, string? Colour)> Sections)> Groups => Sections.GroupBy(s => s.Section switch
    {
        <= Section.DataProtection => Say.GroupOrganisation,
        <= Section.Notices => Say.GroupCases,
        <= Section.Timing => Say.GroupSystems,
        _ => Say.GroupPeople,
    }).Select(g => (g.Key, g.AsEnumerable()));

    public int Done => Sections.Count(s => s.Colour is null);

    public Text Standing => Application switch
    {
        { EndedAs: Ending.Rejected } => Say.StandingRejected(Application.EndedAt!.Value.CivilDate(), Words.Rejection(Application.LatestDecision!.ReasonCode!)),
        { EndedAs: Ending.Withdrawn } => Say.StandingWithdrawn(Application.EndedAt!.Value.CivilDate()),
        { EndedAs: Ending.Lapsed } => Say.StandingLapsed(Application.EndedAt!.Value.CivilDate()),
        { EndedAs: Ending.Merged } => Say.StandingMerged(Application.EndedAt!.Value.CivilDate(), MergedInto!.Name, MergedInto.Reference),
        { IsAccepted: true } => Say.StandingAccepted(Application.LatestDecision!.At.CivilDate()),
        _ => Say.StandingSent(Application.Latest!.At),
    };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == Application.OrganisationId, cancellationToken);
        (Name, Reference) = (organisation.LegalName, organisation.Reference);
        MayWithdraw = (await db.Cases.AsNoTracking().GetAsync(organisation.Id, cancellationToken)).MayWithdraw;
        if (Application.IsReturned) Question = await Reason(Application.DecisionOnLatest!.ReasonId, cancellationToken);
        FieldQuestions = await db.AskedAt(Application, cancellationToken);
        if (Application.EndedAs is Ending.Rejected or Ending.Lapsed or Ending.Merged) EndingWords = await Reason(Application.EndingReasonId, cancellationToken);
        Renamed = await db.Renamed(organisation.Id, cancellationToken);
        if (Application.EndedAs == Ending.Merged)
        {
            var into = await db.Mergers.Where(m => m.OrganisationId == organisation.Id && m.MergedAt != null).Select(m => m.IntoId).SingleAsync(cancellationToken);
            MergedInto = await db.Cases.AsNoTracking().GetAsync(into, cancellationToken);
        }
        Upheld = await db.Appeals.AsNoTracking().SingleOrDefaultAsync(a => a.ApplicationId == Application.FollowsId && a.Upheld == true, cancellationToken);
        if (Upheld is not null) UpheldWords = await Reason(Upheld.DecisionReasonId, cancellationToken);
        Offences = await lists.Offences(cancellationToken);
        var problems = Application.Problems(Offences, clock.GetUtcNow().CivilDate()).Select(p => p.Section).ToHashSet();
        Sections = [.. Answers.Asked(Application.Answers).Select(s => Status(s, problems))];
    }

    private (Section, Text, string?) Status(Section section, HashSet<Section> problems)
    {
        if (!Application.Answers.Has(section)) return (section, Application.Answers.Began(section) ? Say.StatusIncomplete : Say.StatusNotStarted, "blue");
        return problems.Contains(section) ? (section, Say.StatusProblem, "red") : (section, Say.StatusCompleted, null);
    }

    private Task<string?> Reason(Guid? id, CancellationToken cancellationToken) =>
        db.Reasons.Where(r => r.Id == id).Select(r => r.Words).SingleOrDefaultAsync(cancellationToken);
}
