using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Early life support is over: onboarding is complete. A gate that has turned red since keeps it going until it is green again; both sides are told.</summary>
internal sealed class EndEarlyLifeHandler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, TimeProvider clock) : IRequestHandler<EndEarlyLife, bool>
{
    public async Task<bool> Handle(EndEarlyLife command, CancellationToken cancellationToken)
    {
        var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
        var rows = await gates.Refresh(id, cancellationToken);
        var onboarding = await db.Cases.GetAsync(id, cancellationToken);
        var ended = (await db.GoLives.GetAsync(id, cancellationToken)).EndEarlyLife(rows, now);
        if (ended) onboarding.MoveTo(Stage.Live, now, null);
        await db.SaveChangesAsync(cancellationToken);
        if (ended)
        {
            await email.ToOrganisation(id, "/org", Say.EmailEndedSubject(onboarding.Name), Say.EmailEnded(onboarding.Name));
            return true;
        }
        var red = Gates.Names(rows.Where(r => r.Stops));
        await email.ToOrganisation(id, "/org/gates", Say.EmailProlongedSubject(onboarding.Name), Say.EmailProlonged(onboarding.Name, red));
        await email.ToHmcts(
            id, [Roles.OnboardingOfficer, Roles.SeniorOnboardingManager], $"/officer/org/{id}/gates", Say.EmailProlongedSubject(onboarding.Name), Say.EmailProlongedHmcts(onboarding.Name, red));
        return false;
    }
}
