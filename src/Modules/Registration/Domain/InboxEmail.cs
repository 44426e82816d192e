using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>Why an email that came in can't be filed by itself.</summary>
internal enum InboxTrouble
{
    NoReference,
    WrongReference,
    UnknownReference,

    /// <summary>It says that an email couldn't be delivered, and no email of ours about an organisation is the one.</summary>
    UnknownBounce,
    SeveralReferences,
    Unreadable,
    TooBig,
}

/// <summary>An email as it lay in the inbox's folder: kept whole, filed with the organisation that its subject names, or waiting for an officer.</summary>
internal sealed class InboxEmail : Entity, IUpload
{
    private InboxEmail()
    {
    }

    /// <param name="id">Its id.</param>
    /// <param name="messageKey">Its Message-ID, or the hash of an email without one: the same email is taken in once.</param>
    /// <param name="read">What could be read of it; null where nothing could.</param>
    /// <param name="document">Where it is kept as it came.</param>
    /// <param name="trouble">Why it waits for an officer; null when it is filed at once.</param>
    /// <param name="at">Now.</param>
    public InboxEmail(Guid id, string messageKey, IncomingEmail? read, string document, InboxTrouble? trouble, DateTimeOffset at)
    {
        (Id, MessageKey, Document, Trouble, ArrivedAt) = (id, messageKey, document, trouble, at);
        (Sender, Subject, Text, SentAt) = (read?.From ?? "", read?.Subject ?? "", read?.Text ?? "", read?.SentAt);
        if (trouble is { } why) Record(new EmailWaits(id, why.ToString()));
    }

    public string MessageKey { get; private init; } = "";
    public string Sender { get; private init; } = "";
    public string Subject { get; private init; } = "";
    public string Text { get; private init; } = "";
    public DateTimeOffset? SentAt { get; private init; }
    public DateTimeOffset ArrivedAt { get; private init; }
    public string Document { get; private init; } = "";
    string? IUpload.Address => Document;
    public InboxTrouble? Trouble { get; private init; }
    public Guid? OrganisationId { get; private set; }
    public Guid? EntryId { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? SetAsideBecause { get; private set; }

    /// <summary>What is read and searched in the conversation.</summary>
    public string Words => string.Join('\n', new[] { Subject, Sender, Text }.Where(l => l.Length > 0)) is { Length: > 0 } words ? words : Say.InboxUnreadableEntry.ToString();

    /// <summary>The entry of the conversation with the organisation that it belongs to.</summary>
    public ConversationEntry File(Guid entryId, Guid organisationId, bool isShared, Guid? by, DateTimeOffset at)
    {
        Rule.Require(DecidedAt is null, Say.InboxRuleDecided);
        (OrganisationId, EntryId, DecidedBy, DecidedAt) = (organisationId, entryId, by, at);
        Record(new EmailFiled(organisationId, Id, entryId));
        return ConversationEntry.File(entryId, organisationId, isShared, Words, Document, by ?? ConversationEntry.ByTheInbox, SentAt is { } sent && sent < at ? sent : at);
    }

    public void SetAside(string because, Guid by, DateTimeOffset at)
    {
        Rule.Require(DecidedAt is null, Say.InboxRuleDecided);
        (SetAsideBecause, DecidedBy, DecidedAt) = (because, by, at);
        Record(new EmailSetAside(Id));
    }

    /// <summary>A report that an email of ours bounced: what it says is kept with that email, and of it only that it came.</summary>
    public static InboxEmail OfBounce(Guid id, string messageKey, DateTimeOffset at) => new()
    {
        Id = id,
        MessageKey = messageKey,
        ArrivedAt = at,
        SetAsideBecause = "bounce",
        DecidedBy = ConversationEntry.ByTheInbox,
        DecidedAt = at,
    };

    /// <summary>Somebody is given the email as it came in.</summary>
    public string Open()
    {
        Record(new InboxEmailOpened(Id));
        return Document.Length > 0 ? Document : throw new NotFoundException();
    }
}
