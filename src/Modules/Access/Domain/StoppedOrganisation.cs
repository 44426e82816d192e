namespace CommonPlatform.Access.Domain;

/// <summary>An organisation whose people can't come in, since when.</summary>
internal sealed record StoppedOrganisation(Guid OrganisationId, DateTimeOffset Since);
