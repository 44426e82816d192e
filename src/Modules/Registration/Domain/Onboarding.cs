using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;

namespace CommonPlatform.Registration;

/// <summary>Where a case stands in words: from its workflow while that runs, from its stage before and after.</summary>
internal sealed record Onboarding(OnboardingCase Case, Standing? Standing)
{
    public const string Definition = "prosecutor-onboarding";

    private IReadOnlyList<WaitingFor> Waits => Case.IsOver ? [] : Standing?.Waits ?? [];

    public Text Why => Waits.FirstOrDefault()?.Sentence ?? Case.Stage.Why();
    public Text Who => Waits.FirstOrDefault() switch
    {
        { Turn: { } turn } when Roles.All.Contains(turn) => new Text($"BuildingBlocks.role-{turn}"),
        { Who: { } who } => who,
        _ => Case.Turn.Name(),
    };
    public int Done => Standing is { Steps.Count: > 0 } running ? running.Done : Case.StepsDone;
    public int Steps => Standing is { Steps.Count: > 0 } running ? running.Steps.Count : OnboardingCase.Steps;
    public IReadOnlyList<StepStanding> List => Standing?.Steps ?? [];

    /// <summary>Everything that is waited for at the moment, of the organisation or of HMCTS.</summary>
    public IReadOnlyList<Text> Sentences(bool ofOrganisation) =>
        [.. Waits.Where(w => w.Turn is { } turn && (turn == "organisation" || Roles.OfOrganisations.Contains(turn)) == ofOrganisation).Select(w => w.Sentence)];

    public IReadOnlyList<Text> AllSentences => [.. Waits.Select(w => w.Sentence).DefaultIfEmpty(Case.Stage.Why())];
}
