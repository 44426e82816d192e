using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

internal enum CalendarKind
{
    Testing,
    GoLive,
    Review,
}

/// <summary>A date that both sides agreed, as calendars know it: it keeps its id however often it moves, and its sequence counts the changes.</summary>
internal sealed class CalendarEntry
{
    private CalendarEntry()
    {
    }

    public Guid Id { get; private init; }
    public Guid OrganisationId { get; private init; }
    public CalendarKind Kind { get; private init; }

    /// <summary>Tells apart dates of one kind: the quarterly review; else empty.</summary>
    public string Matter { get; private init; } = "";
    public DateOnly FirstDay { get; private init; }
    public DateOnly LastDay { get; private init; }
    public int Sequence { get; private init; }
    public DateTimeOffset ChangedAt { get; private init; }
    public DateTimeOffset? CancelledAt { get; private init; }

    public Text What(string organisation) => Kind switch
    {
        CalendarKind.Testing => Say.CalendarFeedTesting(organisation),
        CalendarKind.GoLive => Say.CalendarFeedGoLive(organisation),
        _ => Say.CalendarFeedReview(organisation),
    };
}

/// <summary>A secret address at which a calendar program fetches a person's dates. Only the hash of the secret is kept.</summary>
internal sealed class CalendarFeed : Entity
{
    private CalendarFeed()
    {
    }

    public CalendarFeed(Guid id, Guid personId, Guid? organisationId, string secretHash, DateTimeOffset at)
    {
        (Id, PersonId, OrganisationId, SecretHash, MadeAt) = (id, personId, organisationId, secretHash, at);
        Record(new CalendarFeedMade(id, personId, organisationId));
    }

    public Guid PersonId { get; private init; }

    /// <summary>The organisation whose dates it has; null for somebody of HMCTS, who gets those of the organisations that they own.</summary>
    public Guid? OrganisationId { get; private init; }
    public string SecretHash { get; private init; } = "";
    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public void Revoke(DateTimeOffset at)
    {
        if (RevokedAt is not null) return;
        RevokedAt = at;
        Record(new CalendarFeedRevoked(Id, PersonId, OrganisationId));
    }
}
