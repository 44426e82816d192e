using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>Begins the next version of an application that has ended: its workflow, and its place on the board.</summary>
internal sealed class NewVersion(RegistrationDbContext db, Keys keys, DueItems due, IWorkflows workflows, TimeProvider clock)
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

    private string Reencrypt(string number, Guid before, Guid again) => keys.Protect(keys.Unprotect(number, SaveRemittance.Purpose(before)), SaveRemittance.Purpose(again));
}
