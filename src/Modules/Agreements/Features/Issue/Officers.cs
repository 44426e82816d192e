using CommonPlatform.Agreements.Domain;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Agreements.Features.Issue;

internal static class Officers
{
    /// <summary>The officer who owns the organisation; null while nobody does, and then HMCTS asks by its name alone.</summary>
    public static async Task<AskingOfficer?> OfficerWhoAsks(this IMediator mediator, OrganisationSummary organisation, CancellationToken cancellationToken) =>
        organisation.OwnerId is { } owner && (await mediator.Send(new NamePeople([owner]), cancellationToken)).SingleOrDefault() is { } officer
            ? new AskingOfficer(officer.Name, officer.Email)
            : null;
}
