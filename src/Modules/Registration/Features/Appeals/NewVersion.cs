using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Begins the next version of an application that has ended: its workflow, and its place on the board.</summary>
internal sealed class NewVersion(RegistrationDbContext db, Keys keys, DueItems due, IWorkflows workflows, GateBook gates, TimeProvider clock)
{
    public async Task<(Application Application, OnboardingCase Case)> Of(Application before, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var again = Application.Again(before, Guid.CreateVersion7(now), Reencrypt, now);
        db.Add(again);
        var onboarding = await db.Cases.GetAsync(before.OrganisationId, cancellationToken);
        onboarding.MoveTo(Stage.Draft, now, again.DraftEndsAt.CivilDate());
        await workflows.Start(Onboarding.Definition, before.OrganisationId, null, cancellationToken);
        await due.Set(LapseDue.For(again, again.DraftEndsAt), cancellationToken);
        return (again, onboarding);
    }

    /// <summary>Opens one again that was withdrawn after it had been accepted; where its process stands follows from facts, once they are saved.</summary>
    public async Task<OnboardingCase> Accepted(Application before, Guid reasonId, Officer by, CancellationToken cancellationToken)
    {
        var (now, id) = (clock.GetUtcNow(), before.OrganisationId);
        db.Add(Application.GoOn(before, Guid.CreateVersion7(now), reasonId, Reencrypt, by, now));
        var goLive = await db.GoLives.SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        Rule.Require(goLive?.CutOverBeganAt is null, Say.RuleReopenCutOver);
        (await db.Schedules.SingleOrDefaultAsync(s => s.Id == id, cancellationToken))?.GoOn(now);
        (await db.NoticeRounds.SingleOrDefaultAsync(r => r.OrganisationId == id && r.Outcome == null, cancellationToken))?.GoOn();
        var onboarding = await db.Cases.GetAsync(id, cancellationToken);
        onboarding.MoveTo(goLive?.Latest switch { null => Stage.Accepted, { Confirmed: true } => Stage.GoLiveScheduled, _ => Stage.Readiness }, now, null);
        await db.SaveChangesAsync(cancellationToken);
        await workflows.GoOn(Onboarding.Definition, id, cancellationToken);
        await gates.Follow(id, cancellationToken);
        return onboarding;
    }

    private string Reencrypt(string number, Guid before, Guid again) => keys.Protect(keys.Unprotect(number, SaveRemittance.Purpose(before)), SaveRemittance.Purpose(again));
}
