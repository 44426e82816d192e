using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>Where a questionnaire stands, in words and with the colour of its tag.</summary>
internal static class SecurityWordings
{
    public static Text Outcome(SecurityAssessment assessment) => assessment.Outcome switch
    {
        Verdict.Approved => Say.OutcomeApproved,
        Verdict.Conditions => Say.OutcomeConditions,
        Verdict.Failed => Say.OutcomeFailed,
        _ when assessment.WithdrawnAt is not null => Say.StandingWithdrawn,
        _ => assessment.SignedAt is null ? Say.OutcomeToAnswer : Say.OutcomeToAssess,
    };

    public static string Colour(SecurityAssessment assessment) => assessment.Outcome switch
    {
        Verdict.Approved => "green",
        Verdict.Conditions => "yellow",
        Verdict.Failed => "red",
        _ => assessment.IsToAnswer ? "blue" : "grey",
    };

    public static Text Risk(string risk) => risk switch { "low" => Say.RiskLow, "medium" => Say.RiskMedium, _ => Say.RiskHigh };
}
