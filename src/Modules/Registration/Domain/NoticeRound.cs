using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

internal enum NoticeOutcome
{
    Passed,
    PassedWithChanges,
    SentBack,
}

internal enum PointResult
{
    Pass,
    Fail,
    NotApplicable,
}

/// <summary>What the reviewer found on one point of the checklist.</summary>
internal sealed record Finding(string Point, PointResult Result, string Comment);

/// <summary>A produced notice as it came in.</summary>
internal sealed record NoticeFile(
    Guid Id, Guid NoticeRoundId, string Notice, string FileName, string Address, string Sha256, long Length, Guid UploadedBy, DateTimeOffset UploadedAt) : IUpload;

/// <summary>A version of a pack that the organisation was given.</summary>
internal sealed record IssuedPack(Guid Id, Guid NoticeRoundId, string Family, string Language, string Version, DateTimeOffset IssuedAt)
{
    public PackVersion Pack => NoticePacks.Find(Family, Language, Version);
}

/// <summary>One round of notices: the pack goes out, produced notices come in, a review passes them or sends them back.</summary>
internal sealed class NoticeRound : Entity
{
    /// <summary>After so many reworks the two sides meet before more is reviewed.</summary>
    public const int MostReworks = 3;

    private readonly List<NoticeFile> files = [];
    private readonly List<IssuedPack> packs = [];

    private NoticeRound()
    {
    }

    public NoticeRound(Guid id, Guid organisationId, int number, IEnumerable<PackVersion> given, DateTimeOffset at)
    {
        (Id, OrganisationId, Number, IssuedAt) = (id, organisationId, number, at);
        packs.AddRange(given.Select(p => Issued(p, at)));
        Record(new NoticePackIssued(organisationId, number));
        if (NeedsMeeting) Record(new NoticeMeetingNeeded(organisationId, number));
    }

    public Guid OrganisationId { get; private init; }
    public int Number { get; private init; }
    public DateTimeOffset IssuedAt { get; private init; }
    public DateTimeOffset? ChangedAt { get; private set; }
    public Guid? SubmittedBy { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    public NoticeOutcome? Outcome { get; private set; }
    public Guid? ReviewedBy { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Who confirms that the minor changes were made, where the notices passed with such.</summary>
    public Guid? ConfirmerId { get; private set; }
    public Guid? ChangesConfirmedBy { get; private set; }
    public DateTimeOffset? ChangesConfirmedAt { get; private set; }
    public DateOnly? MeetingOn { get; private set; }
    public Guid? MeetingBy { get; private set; }
    public DateTimeOffset? MeetingArrangedAt { get; private set; }
    public IReadOnlyList<NoticeFile> Files => files;

    /// <summary>Every version that was given in this round; a round from before packs had families has none.</summary>
    public IReadOnlyList<IssuedPack> Packs => packs;

    /// <summary>The same in order; before packs had families everybody was given the general one.</summary>
    public IReadOnlyList<IssuedPack> GivenSoFar => packs.Count > 0
        ? [.. packs.OrderBy(p => p.Family, StringComparer.Ordinal).ThenByDescending(p => p.Language, StringComparer.Ordinal).ThenBy(p => p.IssuedAt)]
        : [.. new[] { "en", "cy" }.Select(language => new IssuedPack(Guid.Empty, Id, NoticePacks.General, language, NoticePacks.FirstVersion, IssuedAt))];

    /// <summary>Of each pack the version that was given last.</summary>
    public IReadOnlyList<IssuedPack> Given => [.. GivenSoFar.GroupBy(p => (p.Family, p.Language)).Select(g => g.Last())];

    /// <summary>The same when the notices were sent: with these they were made.</summary>
    public IReadOnlyList<IssuedPack> GivenWhenSent => SubmittedAt is { } sent ? [.. GivenSoFar.Where(p => p.IssuedAt <= sent).GroupBy(p => (p.Family, p.Language)).Select(g => g.Last())] : Given;

    public IReadOnlyList<IssuedPack> GivenSinceSent => [.. GivenSoFar.Where(p => p.IssuedAt > SubmittedAt)];

    public bool IsOpen => SubmittedAt is null && Outcome is null;
    public bool IsWithHmcts => SubmittedAt is not null && Outcome is null;
    public bool HasPassed => Outcome is NoticeOutcome.Passed or NoticeOutcome.PassedWithChanges;
    public bool WaitsForChanges => Outcome == NoticeOutcome.PassedWithChanges && ChangesConfirmedAt is null;
    public bool NeedsMeeting => Number > MostReworks && MeetingOn is null;
    public bool IsComplete => files.Any(f => f.Notice == NoticePack.WholeSet) || NoticePack.Produced.All(n => files.Any(f => f.Notice == n));

    /// <summary>Gives what is in force and wasn't given yet, while the notices haven't been decided on; says what that was.</summary>
    public IReadOnlyList<PackVersion> Renew(IReadOnlyList<PackVersion> inForce, DateTimeOffset at)
    {
        var newer = Outcome is null ? inForce.Where(p => !packs.Any(g => (g.Family, g.Language, g.Version) == (p.Family, p.Language, p.Version))).ToList() : [];
        packs.AddRange(newer.Select(p => Issued(p, at)));
        if (newer.Count > 0) Record(new NoticePackRenewed(OrganisationId, Number));
        return newer;
    }

    /// <summary>A further file of the same notice takes the place of the earlier one.</summary>
    public void Upload(NoticeFile file)
    {
        Rule.Require(IsOpen, Say.NoticesRuleSent);
        files.RemoveAll(f => f.Notice == file.Notice);
        files.Add(file);
        ChangedAt = file.UploadedAt;
        Record(new NoticeUploaded(OrganisationId, file.Id, Number));
    }

    /// <summary>What the reviewer found stays, without the words about it.</summary>
    public void Erase() => Findings = [.. Findings.Select(f => f with { Comment = "" })];

    /// <summary>The organisation withdrew and goes on after all: what was with HMCTS, or waited for a meeting, is said again, so that its clock starts anew.</summary>
    public void GoOn()
    {
        if (IsWithHmcts) Record(new NoticesSubmitted(OrganisationId, Number));
        if (Outcome is null && NeedsMeeting) Record(new NoticeMeetingNeeded(OrganisationId, Number));
    }

    public void Submit(Guid by, DateTimeOffset at)
    {
        Rule.Require(IsOpen, Say.NoticesRuleSent);
        Rule.Require(IsComplete, Say.NoticesRuleIncomplete);
        (SubmittedBy, SubmittedAt) = (by, at);
        Record(new NoticesSubmitted(OrganisationId, Number));
    }

    public void Pass(IReadOnlyList<Finding> findings, Guid by, DateTimeOffset at)
    {
        Rule.Require(findings.All(f => f.Result != PointResult.Fail), Say.NoticesRulePassWithFaults);
        Review(NoticeOutcome.Passed, findings, by, at);
        Record(new NoticesPassed(OrganisationId, Number));
    }

    /// <summary>What is marked as failed is small enough to be put right without another review: somebody confirms that it was.</summary>
    public void PassWithChanges(IReadOnlyList<Finding> findings, Guid confirmer, Guid by, DateTimeOffset at)
    {
        Rule.Require(findings.Any(f => f.Result == PointResult.Fail), Say.NoticesRuleNothingFailed);
        Review(NoticeOutcome.PassedWithChanges, findings, by, at);
        ConfirmerId = confirmer;
        Record(new NoticesPassed(OrganisationId, Number));
    }

    public void ConfirmChanges(Guid by, DateTimeOffset at)
    {
        Rule.Require(WaitsForChanges, Say.NoticesRuleNoChanges);
        (ChangesConfirmedBy, ChangesConfirmedAt) = (by, at);
        Record(new NoticeChangesConfirmed(OrganisationId, Number));
    }

    public void ArrangeMeeting(DateOnly on, Guid by, DateTimeOffset at)
    {
        Rule.Require(NeedsMeeting && Outcome is null, Say.NoticesRuleNoMeeting);
        (MeetingOn, MeetingBy, MeetingArrangedAt) = (on, by, at);
        Record(new NoticeMeetingArranged(OrganisationId, Number, on));
    }

    public void SendBack(IReadOnlyList<Finding> findings, Guid by, DateTimeOffset at)
    {
        Rule.Require(findings.Any(f => f.Result == PointResult.Fail), Say.NoticesRuleNothingFailed);
        Review(NoticeOutcome.SentBack, findings, by, at);
        Record(new NoticesSentBack(OrganisationId, Number));
    }

    private IssuedPack Issued(PackVersion pack, DateTimeOffset at) => new(Guid.CreateVersion7(at), Id, pack.Family, pack.Language, pack.Version, at);

    private void Review(NoticeOutcome outcome, IReadOnlyList<Finding> findings, Guid by, DateTimeOffset at)
    {
        Rule.Require(IsWithHmcts, Say.NoticesRuleNotWithHmcts);
        Rule.Require(!NeedsMeeting, Say.NoticesMeetingFirst(Number - 1));
        (Outcome, Findings, ReviewedBy, ReviewedAt) = (outcome, findings, by, at);
    }
}
