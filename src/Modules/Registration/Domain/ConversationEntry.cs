using System.Security.Cryptography;
using System.Text;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

internal enum EntryKind
{
    Call,
    Meeting,
    Thought,
    Question,
    Answer,
    Email,
}

/// <summary>The words of an entry as somebody wrote them; a correction is a further wording, and the earlier ones stay.</summary>
internal sealed record EntryWording(Guid Id, Guid EntryId, int Number, string Words, Guid By, DateTimeOffset At);

/// <summary>
/// One entry of the conversation with an organisation: a call or meeting noted, a thought, a question, its answer, an email that came in.
/// Whether the organisation sees it is said when it is made and never changes. It can be corrected, not removed.
/// </summary>
internal sealed class ConversationEntry : Entity, IUpload
{
    /// <summary>In place of a person: the inbox filed it.</summary>
    public static readonly Guid ByTheInbox = Guid.Empty;

    private readonly List<EntryWording> wordings = [];

    private ConversationEntry()
    {
    }

    private ConversationEntry(Guid id, Guid organisationId, EntryKind kind, bool isShared, Side side, DateTimeOffset at) =>
        (Id, OrganisationId, Kind, IsShared, Side, MadeAt) = (id, organisationId, kind, isShared, side, at);

    public Guid OrganisationId { get; private init; }
    public EntryKind Kind { get; private init; }
    public bool IsShared { get; private init; }
    public Side Side { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }
    public DateOnly? AnswerBy { get; private init; }
    public Guid? AnswerTo { get; private init; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public string? Document { get; private init; }
    string? IUpload.Address => Document;
    public IReadOnlyList<EntryWording> Wordings => wordings;

    public EntryWording First => wordings.MinBy(w => w.Number)!;
    public EntryWording Latest => wordings.MaxBy(w => w.Number)!;
    public bool IsOpenQuestion => Kind == EntryKind.Question && AnsweredAt is null;

    /// <summary>Whether it was contact between the two sides, rather than a thought of one.</summary>
    public bool IsContact => Kind != EntryKind.Thought;

    /// <summary>A call, a meeting or a thought, noted by HMCTS.</summary>
    public static ConversationEntry Note(Guid id, Guid organisationId, EntryKind kind, bool isShared, string words, Guid by, DateTimeOffset at)
    {
        Rule.Require(kind is EntryKind.Call or EntryKind.Meeting or EntryKind.Thought, Say.EntrySelectKind);
        return new ConversationEntry(id, organisationId, kind, isShared, Side.Hmcts, at).Made(words, by, at);
    }

    public static ConversationEntry Ask(Guid id, Guid organisationId, string words, DateOnly? answerBy, Party by, DateTimeOffset at) =>
        new ConversationEntry(id, organisationId, EntryKind.Question, isShared: true, by.Side, at) { AnswerBy = answerBy }.Made(words, by.PersonId, at);

    /// <summary>The same email of the same organisation has the same id, so that the database takes it once; a hash, marked as a version-8 UUID.</summary>
    public static Guid IdOfEmail(Guid organisationId, string words, DateTimeOffset sentAt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{organisationId:D} {sentAt.UtcTicks} {words}")).AsSpan(0, 16);
        (hash[6], hash[8]) = ((byte)((hash[6] & 0x0F) | 0x80), (byte)((hash[8] & 0x3F) | 0x80));
        return new Guid(hash, bigEndian: true);
    }

    /// <summary>An email that came in, kept as it was; its text is what is read and searched.</summary>
    public static ConversationEntry File(Guid id, Guid organisationId, bool isShared, string words, string document, Guid by, DateTimeOffset sentAt) =>
        new ConversationEntry(id, organisationId, EntryKind.Email, isShared, Side.Organisation, sentAt) { Document = document }.Made(words, by, sentAt);

    /// <summary>The other side's answer to this question, an entry of its own.</summary>
    public ConversationEntry Answer(Guid id, string words, Party by, DateTimeOffset at)
    {
        Rule.Require(Kind == EntryKind.Question && Side != by.Side, Say.EntryRuleNotYourQuestion);
        Rule.Require(AnsweredAt is null, Say.EntryRuleAnswered);
        AnsweredAt = at;
        Record(new QuestionAnswered(OrganisationId, Id));
        return new ConversationEntry(id, OrganisationId, EntryKind.Answer, isShared: true, by.Side, at) { AnswerTo = Id }.Made(words, by.PersonId, at);
    }

    /// <summary>Somebody is given the email as it came in.</summary>
    public string Open()
    {
        Record(new FiledEmailOpened(OrganisationId, Id));
        return Document ?? throw new NotFoundException();
    }

    public void Correct(Guid wordingId, string words, Party by, DateTimeOffset at)
    {
        Rule.Require(Kind != EntryKind.Email, Say.EntryRuleEmail);
        Rule.Require(Side == by.Side, Say.EntryRuleNotYours);
        Rule.Require(words != Latest.Words, Say.EntryRuleSameWords);
        wordings.Add(new EntryWording(wordingId, Id, Latest.Number + 1, words, by.PersonId, at));
        Record(new ConversationEntryCorrected(OrganisationId, Id, Latest.Number));
    }

    private ConversationEntry Made(string words, Guid by, DateTimeOffset at)
    {
        wordings.Add(new EntryWording(Id, Id, 1, words, by, at));
        Record(new ConversationEntryMade(OrganisationId, Id, Kind.ToString(), IsShared, AnswerBy));
        return this;
    }
}
