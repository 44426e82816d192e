using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Registration;

/// <summary>A call, meeting or thought was noted, a question asked or answered, or an email filed; the words are a row of their own.</summary>
public sealed record ConversationEntryMade(Guid OrganisationId, Guid EntryId, string EntryKind, bool Shared, DateOnly? AnswerBy) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>An entry of the conversation was worded anew; the number counts its wordings.</summary>
public sealed record ConversationEntryCorrected(Guid OrganisationId, Guid EntryId, int Number) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>A question of one side has the other side's answer.</summary>
public sealed record QuestionAnswered(Guid OrganisationId, Guid EntryId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}

/// <summary>Somebody opened an email that came in, as it was filed.</summary>
public sealed record FiledEmailOpened(Guid OrganisationId, Guid EntryId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId;
}
