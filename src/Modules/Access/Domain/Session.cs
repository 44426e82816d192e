using System.Data.Common;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Access.Domain;

/// <summary>
/// A sign-in on one device. Its row is the session: the cookie holds a random number of 256 bits, the row its hash. A fresh authenticator
/// code gives the session a new number; the one before still serves the requests that were on their way, for ten seconds.
/// </summary>
internal sealed class Session
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public Guid Id { get; private init; }
    public Guid PersonId { get; private init; }
    public string TokenHash { get; private set; } = "";
    public string? PreviousTokenHash { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset LastSeenAt { get; private set; }
    public DateTimeOffset? SteppedUpAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static Session Begin(Guid id, Guid personId, string tokenHash, DateTimeOffset at) =>
        new() { Id = id, PersonId = personId, TokenHash = tokenHash, CreatedAt = at, LastSeenAt = at };

    /// <summary>From a row: id, person, number's hash, the one before, created, last seen, stepped up, ended.</summary>
    public static Session Read(DbDataReader row)
    {
        DateTimeOffset? At(int column) => row.IsDBNull(column) ? null : Instants.FromMicroseconds(row.GetInt64(column));
        return new()
        {
            Id = row.GetGuid(0),
            PersonId = row.GetGuid(1),
            TokenHash = row.GetString(2),
            PreviousTokenHash = row.IsDBNull(3) ? null : row.GetString(3),
            CreatedAt = At(4)!.Value,
            LastSeenAt = At(5)!.Value,
            SteppedUpAt = At(6),
            EndedAt = At(7),
        };
    }

    public bool Lives(IReadOnlyList<HeldRole> held, DateTimeOffset at) =>
        EndedAt is null && at < CreatedAt + Longest && at < LastSeenAt + IdleLimit(held);

    public bool Knows(string tokenHash, DateTimeOffset at) =>
        TokenHash == tokenHash || (PreviousTokenHash == tokenHash && SteppedUpAt is { } changed && at < changed + Grace);

    public void See(DateTimeOffset at) => LastSeenAt = at > LastSeenAt ? at : LastSeenAt;

    public void StepUp(string newTokenHash, DateTimeOffset at) =>
        (PreviousTokenHash, TokenHash, SteppedUpAt, LastSeenAt) = (TokenHash, newTokenHash, at, at);

    public void End(DateTimeOffset at) => EndedAt ??= at;

    /// <summary>20 minutes for HMCTS and for whoever signs for an organisation, an hour for everybody else.</summary>
    public static TimeSpan IdleLimit(IReadOnlyList<HeldRole> held) => TimeSpan.FromMinutes(held.Any(IsSensitive) ? 20 : 60);

    private static bool IsSensitive(HeldRole held) =>
        held.OrganisationId is null || held.Role is Roles.AccountablePerson or Roles.SecuritySignatory or Roles.OrganisationServiceOwner;
}
