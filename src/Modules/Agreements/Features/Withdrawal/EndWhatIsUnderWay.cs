using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Organisation;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Withdrawal;

/// <summary>The organisation has withdrawn, has left, or was merged into another one: agreements that aren't in force and the open questionnaire end, and whoever still had to sign or answer is told.</summary>
internal sealed class EndWhatIsUnderWay(AgreementsDbContext db, DueItems due, Emails emails, TimeProvider clock) : INotificationHandler<ApplicationWithdrawn>, INotificationHandler<OrganisationLeft>, INotificationHandler<OrganisationMerged>
{
    public Task Handle(ApplicationWithdrawn notification, CancellationToken cancellationToken) => End(notification.OrganisationId, (agreement, at) => agreement.Withdraw(at), cancellationToken);

    /// <summary>What is in force ends as well.</summary>
    public Task Handle(OrganisationLeft notification, CancellationToken cancellationToken) => End(notification.OrganisationId, (agreement, at) => agreement.End(at), cancellationToken);

    /// <summary>What is in force passes to the organisation that goes on, by whatever binds it there.</summary>
    public async Task Handle(OrganisationMerged notification, CancellationToken cancellationToken)
    {
        var there = (await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == notification.IntoId && a.InForceAt != null).ToListAsync(cancellationToken))
            .Where(a => a.Standing == Standing.InForce).ToDictionary(a => a.Kind, a => a.Id);
        await End(notification.OrganisationId, (agreement, at) => agreement.Novate(notification.IntoId, there.TryGetValue(agreement.Kind, out var into) ? into : null, at), cancellationToken);
    }

    private async Task End(Guid organisationId, Func<Agreement, DateTimeOffset, bool> end, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var agreement in await db.Agreements.Where(a => a.OrganisationId == organisationId).ToListAsync(cancellationToken))
        {
            var asked = agreement.Standing == Standing.WithSignatory ? agreement.StillToSign() : [];
            if (!end(agreement, now)) continue;
            await SignatureReminders.Cancel(due, agreement, cancellationToken);
            foreach (var signatory in asked) await emails.Queue(NothingToSign(agreement, signatory), cancellationToken);
        }
        foreach (var assessment in await db.SecurityAssessments.Where(a => a.OrganisationId == organisationId).ToListAsync(cancellationToken))
            if (assessment.Withdraw(now)) await emails.Queue(NothingToAnswer(assessment), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static OutgoingEmail NothingToSign(Agreement agreement, Signatory to)
    {
        var title = AgreementKinds.Title(agreement.Kind);
        return new OutgoingEmail(
            to.Email, agreement.OrganisationId, agreement.Language, Say.EmailRecalledSubject(title),
            Say.EmailDear(to.Name), Say.EmailEndedSign(agreement.Particulars.OrganisationName, title), agreement.Particulars.AskedBy.WhomToCall());
    }

    private static OutgoingEmail NothingToAnswer(SecurityAssessment assessment) => new(
        assessment.SignatoryEmail, assessment.OrganisationId, assessment.Language, Say.EmailWithdrawnAnswerSubject,
        Say.EmailDear(assessment.SignatoryName), Say.EmailEndedAnswer(assessment.OrganisationName), Say.EmailCallUs);
}
