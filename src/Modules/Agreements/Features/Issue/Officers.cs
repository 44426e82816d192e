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

    /// <summary>The officer who owns the organisation by now: who owned it when the agreement was issued may have handed it on.</summary>
    public static async Task<AskingOfficer?> OfficerNow(this IMediator mediator, Agreement agreement, CancellationToken cancellationToken) =>
        await mediator.Send(new DescribeOrganisation(agreement.OrganisationId), cancellationToken) is { } organisation
            ? await mediator.OfficerWhoAsks(organisation, cancellationToken)
            : agreement.Particulars.AskedBy;
}
