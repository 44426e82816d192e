using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Contracts.Registration;

/// <summary>An email came in by itself and could not be filed; an officer has to look at it. The code says why.</summary>
public sealed record EmailWaits(Guid EmailId, string TroubleCode) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => EmailId;
}

/// <summary>An email that came in by itself was filed with an organisation: at once by the reference in its subject, or by an officer.</summary>
public sealed record EmailFiled(Guid OrganisationId, Guid EmailId, Guid EntryId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => EmailId;
}

/// <summary>An officer set aside an email that belongs to no organisation; the reason is kept with the email.</summary>
public sealed record EmailSetAside(Guid EmailId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => EmailId;
}

/// <summary>Somebody opened an email of the inbox, as it came in.</summary>
public sealed record InboxEmailOpened(Guid EmailId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => EmailId;
}
