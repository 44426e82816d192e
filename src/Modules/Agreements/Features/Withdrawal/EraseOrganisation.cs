using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Withdrawal;

/// <summary>
/// The time of an organisation is over: names, words and uploads go at once, sealed documents on the day of their class. Ids, codes, days, figures and
/// hashes stay. A test looks through every column of the database for what was forgotten here.
/// </summary>
internal sealed class EraseOrganisation(AgreementsDbContext db, UnitOfWork unit, EventRows events, DueItems due) : INotificationHandler<OrganisationErased>, IDueHandler
{
    public const string Due = "agreements.retention";

    private static readonly string[] Statements =
    [
        "update agreements_agreed_targets set reason = '' where organisation_id = @id",
        "update agreements_evidence_files set file_name = '' where security_assessment_id in (select id from agreements_security_assessments where organisation_id = @id)",
        "update agreements_figure_disputes set reason = '' where service_review_id in (select id from agreements_service_reviews where organisation_id = @id)",
        "update agreements_figure_disputes set outcome_reason = '' where outcome_reason is not null and service_review_id in (select id from agreements_service_reviews where organisation_id = @id)",
        "update agreements_metric_entries set source = '' where organisation_id = @id",
        "update agreements_reasons set text = '' where agreement_id in (select id from agreements_agreements where organisation_id = @id)",
        "update agreements_review_comments set words = '' where service_review_id in (select id from agreements_service_reviews where organisation_id = @id)",
        "update agreements_review_proposals set reason = '' where service_review_id in (select id from agreements_service_reviews where organisation_id = @id)",
        "update agreements_service_actions set what = '', who = '' where organisation_id = @id",
        "update agreements_service_actions set outcome_text = '' where organisation_id = @id and outcome_text is not null",
        "update agreements_service_breaches set root_cause = '' where organisation_id = @id and root_cause is not null",
        "update agreements_service_breaches set excuse = '' where organisation_id = @id and excuse is not null",
    ];

    public string Kind => Due;

    public async Task Handle(OrganisationErased notification, CancellationToken cancellationToken)
    {
        var id = notification.OrganisationId;
        foreach (var agreement in await db.Agreements.Where(a => a.OrganisationId == id).ToListAsync(cancellationToken)) agreement.Erase();
        foreach (var assessment in await db.SecurityAssessments.Where(a => a.OrganisationId == id).ToListAsync(cancellationToken)) assessment.Erase();
        foreach (var review in await db.ServiceReviews.Where(r => r.OrganisationId == id).ToListAsync(cancellationToken)) review.Erase();
        await db.SaveChangesAsync(cancellationToken);
        foreach (var statement in Statements) await unit.Execute(statement, cancellationToken, ("@id", id));
        await due.Set(new DueItem($"{Due} {id:D}", Due, id, notification.SealedUntil.InLondon(new TimeOnly(3, 0)), ""), cancellationToken);
    }

    /// <summary>What no row points at is swept from the store.</summary>
    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var id = item.Subject;
        foreach (var agreement in await db.Agreements.Where(a => a.OrganisationId == id).ToListAsync(cancellationToken)) agreement.EraseDocuments();
        foreach (var assessment in await db.SecurityAssessments.Where(a => a.OrganisationId == id).ToListAsync(cancellationToken)) assessment.EraseDocument();
        foreach (var review in await db.ServiceReviews.Where(r => r.OrganisationId == id).ToListAsync(cancellationToken)) review.EraseDocument();
        foreach (var statement in await db.EndingStatements.Where(s => s.OrganisationId == id).ToListAsync(cancellationToken)) statement.EraseDocument();
        await db.SaveChangesAsync(cancellationToken);
        await events.Append(new SealedDocumentsErased(id), cancellationToken);
    }
}
