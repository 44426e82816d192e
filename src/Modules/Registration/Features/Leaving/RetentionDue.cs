using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>
/// Erases what an application that came to nothing says about people, once the time of its class is over: answers, names, words, documents, email and
/// accounts. Ids, codes, dates, hashes and events stay, so that the audit trail still says what happened.
/// </summary>
internal sealed class RetentionDue(RegistrationDbContext db, DueItems due, UnitOfWork unit, Emails emails, IMediator mediator, IConfiguration configuration, TimeProvider clock)
    : IDueHandler, INotificationHandler<ApplicationRejected>, INotificationHandler<ApplicationWithdrawn>, INotificationHandler<ApplicationLapsed>
{
    public const string ItemKind = "registration.retention";

    public string Kind => ItemKind;

    public Task Handle(ApplicationRejected notification, CancellationToken cancellationToken) => Ended(notification.OrganisationId, cancellationToken);

    public Task Handle(ApplicationWithdrawn notification, CancellationToken cancellationToken) => Ended(notification.OrganisationId, cancellationToken);

    public Task Handle(ApplicationLapsed notification, CancellationToken cancellationToken) => Ended(notification.OrganisationId, cancellationToken);

    /// <summary>An organisation that has come back, or is on the platform, is let alone; its next ending sets a day of its own.</summary>
    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var id = item.Subject;
        var all = await db.Applications.Where(a => a.OrganisationId == id).ToListAsync(cancellationToken);
        if (all.Exists(a => a.IsOpen) || Last(all) is not { ErasedAt: null } last || last.Id != Guid.Parse(item.Payload)) return;
        await Erase(id, all, cancellationToken);
    }

    /// <summary>With it goes what was merged into it, which is kept as long.</summary>
    private async Task Erase(Guid id, List<Application> all, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var application in all.Where(a => a.ErasedAt is null))
        {
            application.Erase(now);
            foreach (var submission in application.Submissions) Overwrite(submission);
        }
        foreach (var reason in await db.Reasons.Where(r => r.OrganisationId == id && r.ErasedAt == null).ToListAsync(cancellationToken)) reason.Erase(now);
        await db.SaveChangesAsync(cancellationToken);
        await unit.Execute(
            "update registration_application_files set file_name = '' where application_id in (select id from registration_applications where organisation_id = @id)", cancellationToken, ("@id", id));
        await unit.Execute("update registration_entry_wordings set words = '' where entry_id in (select id from registration_conversation where organisation_id = @id)", cancellationToken, ("@id", id));
        await unit.Execute("update registration_conversation set document = null where organisation_id = @id", cancellationToken, ("@id", id));
        await unit.Execute("update registration_inbox set message_key = cast(id as text), sender = '', subject = '', text = '', document = '' where organisation_id = @id", cancellationToken, ("@id", id));
        await unit.Execute("update registration_main_email_checks set email = cast(id as text) where organisation_id = @id", cancellationToken, ("@id", id));
        await unit.Execute("delete from registration_duplicate_keys where organisation_id = @id", cancellationToken, ("@id", id));
        await emails.Erase(id, cancellationToken);
        await mediator.Send(new ErasePeople(id), cancellationToken);
        foreach (var merged in await db.Mergers.Where(m => m.IntoId == id && m.MergedAt != null).Select(m => m.OrganisationId).ToListAsync(cancellationToken))
            await Erase(merged, await db.Applications.Where(a => a.OrganisationId == merged).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The hash of what was declared stays: whoever has the copy can still show that it is the one.</summary>
    private void Overwrite(Submission submission)
    {
        var entry = db.Entry(submission);
        entry.Property(s => s.Answers).CurrentValue = new Answers();
        (entry.Property(s => s.DeclaredName).CurrentValue, entry.Property(s => s.DeclaredRole).CurrentValue) = ("", "");
    }

    /// <summary>The version that none follows.</summary>
    private static Application Last(List<Application> versions) => versions.Single(a => versions.TrueForAll(v => v.FollowsId != a.Id));

    private async Task Ended(Guid organisationId, CancellationToken cancellationToken)
    {
        var application = Last(await db.Applications.AsNoTracking().Where(a => a.OrganisationId == organisationId).ToListAsync(cancellationToken));
        if (application.EndedAt is not { } ended) return;
        var kept = Retention.Of(application);
        var day = ended.CivilDate().AddDays(configuration.GetValue(kept.Setting, kept.Days));
        await due.Set(new DueItem($"{ItemKind} {application.Id:D}", ItemKind, organisationId, day.InLondon(new TimeOnly(3, 0)), application.Id.ToString("D")), cancellationToken);
    }
}
