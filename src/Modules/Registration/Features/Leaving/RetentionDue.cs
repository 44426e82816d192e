using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>
/// Erases what an organisation whose way has ended says about people, once the time of its class is over: answers, names, words, documents, email and
/// accounts. Ids, codes, dates, hashes and events stay, so that the audit trail still says what happened. Other modules erase theirs when they hear of it.
/// </summary>
internal sealed class RetentionDue(
    RegistrationDbContext db, DueItems due, UnitOfWork unit, Emails emails, IWorkflows workflows, IMediator mediator, IConfiguration configuration, TimeProvider clock)
    : IDueHandler, INotificationHandler<ApplicationRejected>, INotificationHandler<ApplicationWithdrawn>, INotificationHandler<ApplicationLapsed>, INotificationHandler<OrganisationClosed>
{
    public const string ItemKind = "registration.retention";

    public string Kind => ItemKind;

    public Task Handle(ApplicationRejected notification, CancellationToken cancellationToken) => Ended(notification.OrganisationId, cancellationToken);

    public Task Handle(ApplicationWithdrawn notification, CancellationToken cancellationToken) => Ended(notification.OrganisationId, cancellationToken);

    public Task Handle(ApplicationLapsed notification, CancellationToken cancellationToken) => Ended(notification.OrganisationId, cancellationToken);

    public Task Handle(OrganisationClosed notification, CancellationToken cancellationToken) => Ended(notification.OrganisationId, cancellationToken);

    /// <summary>An organisation that has come back, or is on the platform, is let alone; its next ending sets a day of its own.</summary>
    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var (organisation, all) = await Load(item.Subject, cancellationToken);
        if (Last(all) is not { ErasedAt: null } last || last.Id != Guid.Parse(item.Payload) || EndedOn(last, organisation) is not { } ended) return;
        var kept = Retention.Of(last, organisation.Stage);
        if (kept.ErasedOn(ended, configuration).InLondon(new TimeOnly(3, 0)) is var at && at > clock.GetUtcNow())
        {
            await due.Set(item with { Key = $"{ItemKind} {last.Id:D} {at.ToUnixTimeSeconds()}", DueAt = at }, cancellationToken); // it was set when the class or the setting was another
            return;
        }
        await Erase(organisation, all, kept, kept.SealedUntil(ended, configuration), cancellationToken);
    }

    /// <summary>With it goes what was merged into it, which is kept as long.</summary>
    private async Task Erase(OnboardingCase organisation, List<Application> all, Retention kept, DateOnly sealedUntil, CancellationToken cancellationToken)
    {
        var (id, now) = (organisation.Id, clock.GetUtcNow());
        foreach (var application in all.Where(a => a.ErasedAt is null))
        {
            application.Erase(kept, now);
            foreach (var submission in application.Submissions) Overwrite(submission);
        }
        foreach (var reason in await db.Reasons.Where(r => r.OrganisationId == id && r.ErasedAt == null).ToListAsync(cancellationToken)) reason.Erase(now);
        foreach (var round in await db.NoticeRounds.Where(r => r.OrganisationId == id).ToListAsync(cancellationToken)) round.Erase();
        foreach (var change in await db.BankChanges.Where(c => c.OrganisationId == id).ToListAsync(cancellationToken)) change.Erase();
        organisation.Erase(kept, sealedUntil);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var statement in Erasure.Statements) await unit.Execute(statement, cancellationToken, ("@id", id));
        await emails.Erase(id, cancellationToken);
        await workflows.Erase(id, cancellationToken);
        await mediator.Send(new ErasePeople(id), cancellationToken);
        foreach (var merged in await db.Mergers.Where(m => m.IntoId == id && m.MergedAt != null).Select(m => m.OrganisationId).ToListAsync(cancellationToken))
        {
            var (other, theirs) = await Load(merged, cancellationToken);
            await Erase(other, theirs, kept, sealedUntil, cancellationToken);
        }
    }

    /// <summary>The hash of what was declared stays: whoever has the copy can still show that it is the one.</summary>
    private void Overwrite(Submission submission)
    {
        var entry = db.Entry(submission);
        entry.Property(s => s.Answers).CurrentValue = new Answers();
        (entry.Property(s => s.DeclaredName).CurrentValue, entry.Property(s => s.DeclaredRole).CurrentValue) = ("", "");
    }

    private async Task<(OnboardingCase Case, List<Application> Versions)> Load(Guid id, CancellationToken cancellationToken) =>
        (await db.Cases.GetAsync(id, cancellationToken), await db.Applications.Where(a => a.OrganisationId == id).ToListAsync(cancellationToken));

    /// <summary>The version that none follows.</summary>
    private static Application Last(List<Application> versions) => versions.Single(a => versions.TrueForAll(v => v.FollowsId != a.Id));

    /// <summary>The application of a closed organisation is the one that was accepted: it never ended by itself.</summary>
    private static DateOnly? EndedOn(Application last, OnboardingCase organisation) =>
        organisation.Stage == Stage.Closed ? organisation.Since.CivilDate() : last.EndedAt?.CivilDate();

    private async Task Ended(Guid organisationId, CancellationToken cancellationToken)
    {
        var (organisation, all) = await Load(organisationId, cancellationToken);
        var last = Last(all);
        if (EndedOn(last, organisation) is not { } ended) return;
        var day = Retention.Of(last, organisation.Stage).ErasedOn(ended, configuration);
        await due.Set(new DueItem($"{ItemKind} {last.Id:D}", ItemKind, organisationId, day.InLondon(new TimeOnly(3, 0)), last.Id.ToString("D")), cancellationToken);
    }
}
