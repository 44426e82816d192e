using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The morning of the day: the officer's checklist opens, unless a blocking gate is red.</summary>
internal sealed class CutOverHandler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, TimeProvider clock) : IRequestHandler<CutOver, bool>
{
    public async Task<bool> Handle(CutOver command, CancellationToken cancellationToken)
    {
        var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
        if ((await gates.Refresh(id, cancellationToken)).Any(g => g.Stops)) return false;
        var goLive = await db.GoLives.GetAsync(id, cancellationToken);
        var onboarding = await db.Cases.GetAsync(id, cancellationToken);
        goLive.BeginCutOver(now);
        (await db.Schedules.GetAsync(id, cancellationToken)).Close(now);
        onboarding.MoveTo(Stage.CutOver, now, now.CivilDate());
        await db.SaveChangesAsync(cancellationToken);
        await email.ToHmcts(id, [], $"/officer/org/{id}/readiness", Say.EmailCutoverSubject(onboarding.Name), Say.EmailCutover(onboarding.Name));
        return true;
    }
}
