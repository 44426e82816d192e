using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Early life support is over: onboarding is complete. A gate that has turned red since keeps it going, until somebody sees to the gate and has the step tried again.</summary>
internal sealed class EndEarlyLifeHandler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, TimeProvider clock) : IRequestHandler<EndEarlyLife, bool>
{
    public async Task<bool> Handle(EndEarlyLife command, CancellationToken cancellationToken)
    {
        var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
        var rows = await gates.Refresh(id, cancellationToken);
        var onboarding = await db.Cases.GetAsync(id, cancellationToken);
        (await db.GoLives.GetAsync(id, cancellationToken)).EndEarlyLife(rows, now);
        onboarding.MoveTo(Stage.Live, now, null);
        await db.SaveChangesAsync(cancellationToken);
        await email.ToOrganisation(id, "/org", Say.EmailEndedSubject(onboarding.Name), Say.EmailEnded(onboarding.Name));
        return true;
    }
}
