using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration.Workflow;

/// <summary>After three reworks the notices wait for a meeting too: to be arranged, or on its day.</summary>
internal sealed class NoticeMeetingWords(RegistrationDbContext db) : IWaitWords
{
    public IReadOnlyList<string> Nodes { get; } = ["notices-sent", "notices-reviewed"];

    public async Task<IReadOnlyDictionary<Guid, Func<DateTimeOffset, Text>>> Instead(IReadOnlyCollection<Guid> waiting, CancellationToken cancellationToken)
    {
        var rounds = await db.NoticeRounds.AsNoTracking().Where(r => waiting.Contains(r.OrganisationId) && r.Number > NoticeRound.MostReworks && r.Outcome == null).ToListAsync(cancellationToken);
        return rounds.ToDictionary(r => r.OrganisationId, r => (Func<DateTimeOffset, Text>)(since => (r.NeedsMeeting, r.IsWithHmcts) switch
        {
            (true, true) => Say.ProcessMeetingBeforeReview(r.Number - 1, since.CivilDate()),
            (true, false) => Say.ProcessMeetingBeforeSending(r.Number - 1, since.CivilDate()),
            (false, true) => Say.ProcessReviewAfterMeeting(r.MeetingOn, since.CivilDate()),
            (false, false) => Say.ProcessSendingAfterMeeting(r.MeetingOn, since.CivilDate()),
        }));
    }
}
