using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>The words of codes.</summary>
internal static class Words
{
    public static Text Method(string code) => Of("method", code);
    public static Text Category(string code) => Of("category", code);
    public static Text Ability(string code) => Of("ability", code);
    public static Text BuildMethod(string code) => Of("build", code);
    public static Text Name(this Identifier identifier) => Of("identifier", Kebab(identifier.ToString()));
    public static Text CheckMethod(string code) => Of("check-method", code);
    public static Text Region(string code) => Of("region", code);
    public static Text Month(string number) => Of("month", number);
    public static Text Producer(string code) => Of("producer", code);
    public static Text PostedBy(string code) => Of("posted-by", code);
    public static Text NoticeLanguage(string tag) => Of("notice-language", tag);
    public static Text PackFamily(string id) => Of("pack-family", id);
    public static Text PackChanges(string family, string version) => Of("pack-changes", $"{family}-{version.Replace('.', '-')}");
    public static Text Proof(string kind) => Of("proof", kind);
    public static Text DataRole(string code) => Of("data-role", code);
    public static Text Interface(string code) => Of("interface", code);
    public static Text Hosting(string code) => Of("hosting", code);

    /// <summary>2027-2 is April to June 2027.</summary>
    public static Text Quarter(string quarter) => quarter[5] switch
    {
        '1' => Say.QuarterFirst(quarter[..4]),
        '2' => Say.QuarterSecond(quarter[..4]),
        '3' => Say.QuarterThird(quarter[..4]),
        _ => Say.QuarterFourth(quarter[..4]),
    };

    public static Text Check(RemittanceAnswers saved) => (saved.Check, saved.CheckedAgainst) switch
    {
        (_, null) => Say.AccountCheckNotMade,
        (AccountCheck.LooksRight, { } table) => Say.AccountCheckLooksRight(table),
        (AccountCheck.DoesNotMatch, { } table) => Say.AccountCheckDoesNotMatch(table),
        (_, { } table) => Say.AccountCheckCouldNotBeChecked(table),
    };

    public static Text RejectionAdvice(string code) => Of("rejection-advice", code);
    public static Text Rejection(string code) => Of("rejection", code);
    public static Text SuspensionReason(string code) => Of("suspension-reason", code);
    public static Text Name(this SuspensionScope scope) => Of("suspension-scope", scope.Code());
    public static Text Means(this SuspensionScope scope) => Of("suspension-means", scope.Code());

    public static Text Standing(this Suspension one) => one switch
    {
        { WaitsForDecision: true } => Say.WaiverOpen,
        { WaitsForSecond: true } => Say.SuspensionInForceUnconfirmed,
        { IsInForce: true } => Say.SuspensionInForce,
        { BeganAt: null } => Say.WaiverRefused,
        _ => Say.SuspensionEnded(one.EndedAt!.Value),
    };

    public static Text Standing(this BankChange one) => one switch
    {
        { RefusedAt: not null } => Say.BankStandingRefused,
        { SecondAt: not null } => Say.BankStandingInUse,
        { FirstAt: not null } => Say.BankStandingFirst,
        _ => Say.BankStandingProposed,
    };

    public static Text Name(this DepartureItem item) => Of("departure", Kebab(item.ToString()));
    public static Text Means(this DepartureItem item) => Of("departure-means", Kebab(item.ToString()));

    public static Text Standing(this Departure one) => one switch
    {
        { TakenBackAt: { } at } => Say.LeavingTakenBack(at.CivilDate()),
        { ClosedAt: { } at } => Say.LeavingClosedOn(at.CivilDate()),
        { LeftAt: not null } => Say.LeavingOffBoarding,
        _ => Say.LeavingPlanned(one.LastDay),
    };

    public static Text Document(string kind) => Of("document", kind);
    public static Text Outcome(Outcome outcome) => Of("outcome", Kebab(outcome.ToString()));
    public static Text Role(string slug) => new($"BuildingBlocks.role-{slug}");
    public static Text Name(this Stage stage) => Of("stage", Kebab(stage.ToString()));
    public static Text Why(this Stage stage) => Of("why", Kebab(stage.ToString()));
    public static Text Name(this Turn turn) => Of("turn", Kebab(turn.ToString()));
    public static Text Name(this Section section) => Of("section", Kebab(section.ToString()));

    /// <summary>The page of a section.</summary>
    public static string Page(this Section section) => $"/application/{Kebab(section.ToString())}";

    public static Text Name(this ReferenceKind kind) => Of("list", Kebab(kind.ToString()));
    public static Text Name(this InboxTrouble trouble) => Of("inbox", Kebab(trouble.ToString()));

    public static Text Name(this EntryKind kind) => Of("entry", Kebab(kind.ToString()));
    public static Text Clock(string rule) => Of("clock", rule);
    public static Text Pause(string reason) => Of("pause", reason);
    public static Text Act(ClockAct act) => Of("act", Kebab(act.ToString()));
    public static Text Weekday(DateOnly day) => Of("weekday", Kebab(day.DayOfWeek.ToString()));
    public static Text Name(this Part part) => Of("part", Kebab(part.ToString()));
    public static Text Name(this Comparable from, int cases) => new($"Registration.forecast-from-{Kebab(from.ToString())}", cases);
    public static Text Layout(this ReferenceKind kind) => Of("layout", Kebab(kind.ToString()));
    public static string Page(this ReferenceKind kind) => $"/admin/lists/{Kebab(kind.ToString())}";
    public static ReferenceKind? Kind(string slug) => Enum.GetValues<ReferenceKind>().Cast<ReferenceKind?>().FirstOrDefault(k => Kebab(k!.Value.ToString()) == slug);

    public static string Colour(this Stage stage) => stage switch
    {
        Stage.Draft or Stage.Merged => "grey",
        Stage.Submitted => "blue",
        Stage.Triage => "teal",
        Stage.Returned => "yellow",
        Stage.Live => "green",
        Stage.Withdrawn or Stage.Rejected or Stage.Lapsed or Stage.Suspended or Stage.Closed => "red",
        _ => "purple",
    };

    public static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static Text Of(string kind, string code) => new($"Registration.{kind}-{code}");
}
