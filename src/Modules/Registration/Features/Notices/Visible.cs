using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>How a round of notices stands, in words.</summary>
internal static class NoticeWords
{
    public static Text Standing(this NoticeRound round) => round switch
    {
        { Outcome: NoticeOutcome.Passed } => Say.NoticesPassed,
        { WaitsForChanges: true } => Say.NoticesWaitForChanges,
        { HasPassed: true } => Say.NoticesPassedChanged,
        { Outcome: NoticeOutcome.SentBack } => Say.NoticesSentBack,
        { IsWithHmcts: true } => Say.NoticesToReview,
        _ => Say.NoticesNotSent,
    };
}

/// <summary>What the caller may see or change of the way to live.</summary>
internal static class Visible
{
    public static IQueryable<NoticeRound> OfOwn(this IQueryable<NoticeRound> rounds, Actor actor)
    {
        var own = actor.Organisations([.. Policies.All[Policy.TestForOrganisation].Roles]);
        return rounds.Where(r => own.Contains(r.OrganisationId));
    }
}
