using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>Whether somebody who reads an organisation's main email address has confirmed it, by a link that was sent there. One row an address.</summary>
internal sealed class MainEmailCheck : Entity
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private MainEmailCheck()
    {
    }

    public MainEmailCheck(Guid id, Guid organisationId, string email, DateTimeOffset at) => (Id, OrganisationId, Email, SentAt) = (id, organisationId, email, at);

    public Guid OrganisationId { get; private init; }
    public string Email { get; private init; } = "";
    public string TokenHash { get; private set; } = "";
    public DateTimeOffset SentAt { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => ConfirmedAt is null && now < SentAt + Lasts;

    public void Send(string tokenHash, DateTimeOffset at)
    {
        Rule.Require(ConfirmedAt is null, Say.MainEmailIsConfirmed);
        Rule.Require(TokenHash.Length == 0 || at >= SentAt + Pause, Say.MainEmailSentJustNow);
        (TokenHash, SentAt) = (tokenHash, at);
        Record(new MainEmailLinkSent(OrganisationId, Id));
    }

    /// <summary>Following the link twice changes nothing.</summary>
    public void Confirm(DateTimeOffset at)
    {
        if (ConfirmedAt is not null) return;
        Rule.Require(IsOpen(at), Say.MainEmailLinkExpired);
        ConfirmedAt = at;
        Record(new MainEmailConfirmed(OrganisationId, Id));
    }
}
