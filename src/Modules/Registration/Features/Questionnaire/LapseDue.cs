using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>
/// A questionnaire that nobody touches lapses: a draft 60 days after it was last saved, a returned one after the last of the 30 working days to answer.
/// The due item is set once a form version; when it fires too early because somebody saved, it is set again for the new date.
/// </summary>
internal sealed class LapseDue(RegistrationDbContext db, DueItems due, OnboardingEmail email, TimeProvider clock) : IDueHandler
{
    public string Kind => "registration.lapse";

    public static DueItem For(Application application, DateTimeOffset at) =>
        new($"registration.lapse {application.Id:D} {at.ToUnixTimeSeconds()}", "registration.lapse", application.OrganisationId, at, $"{application.Id:D} {application.FormVersion}");

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var (id, version) = (Guid.Parse(item.Payload[..36]), item.Payload[37..]);
        var application = await db.Applications.GetAsync(id, cancellationToken);
        if (!application.IsEditable || $"{application.FormVersion}" != version) return;
        var now = clock.GetUtcNow();
        if (!application.IsReturned && application.DraftEndsAt > now)
        {
            await due.Set(For(application, application.DraftEndsAt), cancellationToken);
            return;
        }
        application.Lapse(now);
        var onboarding = await db.Cases.GetAsync(application.OrganisationId, cancellationToken);
        onboarding.MoveTo(Stage.Lapsed, now, null);
        await db.SaveChangesAsync(cancellationToken);
        await email.ToBothSides(onboarding.Id, Say.EmailLapsedSubject(onboarding.Name), Say.EmailLapsed(onboarding.Name), Say.EmailExitKept);
    }
}
