using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;

namespace CommonPlatform.Registration;

/// <summary>Where a case stands in words: from its workflow while that runs, from its stage before and after.</summary>
internal sealed record Onboarding(OnboardingCase Case, Standing? Standing)
{
    public const string Definition = "prosecutor-onboarding";

    private IReadOnlyList<WaitingFor> Waits => Case.IsOver || Case.Stage is Stage.Live or Stage.Suspended or Stage.Leaving or Stage.OffBoarding ? [] : Standing?.Waits ?? [];

    /// <summary>One sentence: a failed step first, or one that isn't in the plan, such as an agreement that came back; else the only wait; else a sentence a track that says with whom it is.</summary>
    public Text Why => Waits switch
    {
        [] => Case.Stage.Why(),
        [var only] => only.Sentence,
        var several => several.Where(w => w.Failed || w.Track is null || w.Label is null).OrderByDescending(w => w.Failed).FirstOrDefault()?.Sentence
            ?? several.GroupBy(w => w.Track!).Select(InTrack).Aggregate((first, other) => Say.WhyNextTrack(first, other)),
    };

    /// <summary>The role that is waited for; where several are, whose side they are on.</summary>
    public Text Who => Waits.DistinctBy(w => w.Turn).ToList() switch
    {
        { Count: > 1 } several => (several.Exists(OfOrganisation), several.Exists(OfHmcts)) switch
        {
            (true, true) => Turn.Both.Name(),
            (true, _) => Turn.Organisation.Name(),
            _ => Turn.Hmcts.Name(),
        },
        [{ Turn: "both" }] => Turn.Both.Name(),
        [{ Turn: { } turn }] when Roles.All.Contains(turn) => Words.Role(turn),
        [{ Turn: not null } only] => OfOrganisation(only) ? Turn.Organisation.Name() : Turn.Hmcts.Name(),
        _ => Case.Turn.Name(),
    };

    public int Done => Standing is { Steps.Count: > 0 } running ? running.Done : Case.StepsDone;
    public int Steps => Standing is { Steps.Count: > 0 } running ? running.Steps.Count : OnboardingCase.Steps;
    public IReadOnlyList<StepStanding> List => Standing?.Steps ?? [];

    /// <summary>Everything that is waited for at the moment, of the organisation or of HMCTS.</summary>
    public IReadOnlyList<Text> Sentences(bool ofOrganisation) =>
        [.. Waits.Where(w => w.Turn is not null && (ofOrganisation ? OfOrganisation(w) : OfHmcts(w))).Select(w => w.Sentence)];

    /// <summary>The nodes at which somebody with these roles in the organisation is waited for.</summary>
    public IEnumerable<string> WaitingFor(Func<string, bool> has) => Waits.Where(w => w.Turn switch
    {
        "organisation" or "both" => Policies.All[Policy.TestForOrganisation].Roles.Any(has),
        "organisation-signatories" => has(Roles.OrganisationServiceOwner) || has(Roles.AccountablePerson),
        { } role => has(role),
        null => false,
    }).Select(w => w.NodeId);

    public IReadOnlyList<Text> AllSentences => [.. Waits.Select(w => w.Sentence).DefaultIfEmpty(Case.Stage.Why())];

    private static bool OfOrganisation(WaitingFor wait) => wait.Turn is { } turn && (turn is "organisation" or "organisation-signatories" or "both" || Roles.OfOrganisations.Contains(turn));

    private static bool OfHmcts(WaitingFor wait) => wait.Turn is "both" || !OfOrganisation(wait);

    private static Text InTrack(IGrouping<string, WaitingFor> track) => new($"Registration.why-track-{track.Key}", All([.. track.Select(w => w.Who ?? Turn.Hmcts.Name()).Distinct()]));

    /// <summary>Several as one says them: first, second and third.</summary>
    public static Text All(IReadOnlyList<Text> several) =>
        several.Count == 1 ? several[0] : Say.WhyAnd(several.SkipLast(1).Aggregate((first, other) => Say.WhyAlso(first, other)), several[^1]);
}
