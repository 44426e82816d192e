using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The organisation is live: its set-up stays as it is, and early life support begins.</summary>
internal sealed class BeginEarlyLifeHandler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, TimeProvider clock) : IRequestHandler<BeginEarlyLife, bool>
{
    public async Task<bool> Handle(BeginEarlyLife command, CancellationToken cancellationToken)
    {
        var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
        await gates.Refresh(id, cancellationToken);
        var onboarding = await db.Cases.GetAsync(id, cancellationToken);
        (await db.GoLives.GetAsync(id, cancellationToken)).BeginEarlyLife(now);
        (await db.SetUps.GetAsync(id, cancellationToken)).Close(now);
        var until = now.CivilDate().AddDays(GoLive.EarlyLifeDays);
        onboarding.MoveTo(Stage.EarlyLife, now, until);
        await db.SaveChangesAsync(cancellationToken);
        await email.ToOrganisation(id, "/org", Say.EmailLiveSubject(onboarding.Name), Say.EmailLive(onboarding.Name, until));
        return true;
    }
}
