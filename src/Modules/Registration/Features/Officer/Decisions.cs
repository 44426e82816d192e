using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What every decision begins with: the application as the officer saw it, the case, and who the officer is.</summary>
internal sealed class Decisions(RegistrationDbContext db, CurrentActor current, IMediator mediator)
{
    public async Task<(Application Application, OnboardingCase Case, Officer Officer)> Load(Guid organisationId, int version, CancellationToken cancellationToken)
    {
        var found = await db.Applications.VisibleTo(current.Actor).Of(organisationId)
            .Select(a => a.Id).FirstOrDefaultAsync(cancellationToken);
        var application = await db.Applications.GetAsync(found, version, cancellationToken);
        return (application, await db.Cases.GetAsync(organisationId, cancellationToken), await Officer(organisationId, cancellationToken));
    }

    /// <summary>Whoever acts, with what tells whether they are of the organisation.</summary>
    public async Task<Officer> Officer(Guid organisationId, CancellationToken cancellationToken)
    {
        var email = (await mediator.Send(new NamePeople([current.PersonId]), cancellationToken)).Select(p => p.Email).SingleOrDefault() ?? "";
        return new Officer(current.PersonId, Formats.Domain(email), current.Actor.IsFor(organisationId));
    }
}
