using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>Quarterly reviews from the quarter's end to sign-off, with entered figures, disputes, proposed dates and actions.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220007_ServiceReviews")]
internal sealed class ServiceReviews : Migration
{
    private const string Reviews = "agreements_service_reviews";

    protected override void Up(MigrationBuilder migration)
    {
        var quarterBefore = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal)
            ? "date(strftime('%Y', \"on\") || '-' || printf('%02d', ((strftime('%m', \"on\") - 1) / 3) * 3 + 1) || '-01', '-1 day')"
            : "(date_trunc('quarter', \"on\") - interval '1 day')::date";
        migration.RebuildTable(Reviews, () => CreateReviews(migration), new Dictionary<string, string>
        {
            ["id"] = "id",
            ["version"] = "version",
            ["organisation_id"] = "organisation_id",
            ["number"] = "number",
            ["\"on\""] = "\"on\"",
            ["booked_at"] = "booked_at",
            ["ends"] = quarterBefore,
            ["postponements"] = "0",
            ["figures"] = "'[]'",
        });
        migration.CreateTable(
            "agreements_review_proposals",
            t => new
            {
                id = t.Column<Guid>(),
                service_review_id = t.Column<Guid>(),
                on = t.Column<DateOnly>(),
                side = t.Column<string>(),
                reason = t.Column<string>(),
                proposed_by = t.Column<Guid>(),
                proposed_at = t.Column<long>(),
                answer = t.Column<string>(nullable: true),
                answered_by = t.Column<Guid>(nullable: true),
                answered_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_agreements_review_proposals", x => x.id);
                t.ForeignKey("fk_agreements_review_proposals_service_review_id", x => x.service_review_id, Reviews, "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_agreements_one_open_review_date", "agreements_review_proposals", "service_review_id", unique: true, filter: "answer is null");
        migration.NeverRemoved("agreements_review_proposals");
        migration.CreateTable(
            "agreements_figure_disputes",
            t => new
            {
                id = t.Column<Guid>(),
                service_review_id = t.Column<Guid>(),
                measure = t.Column<string>(),
                side = t.Column<string>(),
                reason = t.Column<string>(),
                raised_by = t.Column<Guid>(),
                raised_at = t.Column<long>(),
                outcome = t.Column<string>(nullable: true),
                corrected_value = t.Column<string>(nullable: true),
                outcome_reason = t.Column<string>(nullable: true),
                settled_by = t.Column<Guid>(nullable: true),
                settled_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_agreements_figure_disputes", x => x.id);
                t.ForeignKey("fk_agreements_figure_disputes_service_review_id", x => x.service_review_id, Reviews, "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_agreements_one_open_dispute", "agreements_figure_disputes", ["service_review_id", "measure"], unique: true, filter: "outcome is null");
        migration.NeverRemoved("agreements_figure_disputes");
        migration.Refuse(
            "agreements_figure_disputes", "signed_off",
            $"new.outcome is null and exists (select 1 from {Reviews} where id = new.service_review_id and (signed_for_organisation_at is not null or signed_for_hmcts_at is not null))",
            "A review that is signed off has no open dispute");
        migration.CreateTable(
            "agreements_service_actions",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                review_id = t.Column<Guid>(),
                what = t.Column<string>(),
                side = t.Column<string>(),
                who = t.Column<string>(),
                due_on = t.Column<DateOnly>(),
                agreed_by = t.Column<Guid>(),
                agreed_at = t.Column<long>(),
                outcome = t.Column<string>(nullable: true),
                outcome_text = t.Column<string>(nullable: true),
                ended_by = t.Column<Guid>(nullable: true),
                ended_at = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_agreements_service_actions", x => x.id));
        migration.CreateIndex("ix_agreements_service_actions_organisation_id_due_on", "agreements_service_actions", ["organisation_id", "due_on"]);
        migration.NeverRemoved("agreements_service_actions");
        migration.CreateTable(
            "agreements_metric_entries",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                ends = t.Column<DateOnly>(),
                metric = t.Column<string>(),
                value = t.Column<string>(),
                cases = t.Column<int>(nullable: true),
                source = t.Column<string>(),
                entered_by = t.Column<Guid>(),
                entered_at = t.Column<long>(),
                replaced_at = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_agreements_metric_entries", x => x.id));
        migration.CreateIndex("ix_agreements_one_entry_a_metric", "agreements_metric_entries", ["organisation_id", "ends", "metric"], unique: true, filter: "replaced_at is null");
        migration.NeverRemoved("agreements_metric_entries");
    }

    private static void CreateReviews(MigrationBuilder migration)
    {
        migration.CreateTable(
            Reviews,
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                number = t.Column<int>(),
                on = t.Column<DateOnly>(),
                booked_at = t.Column<long>(),
                starts = t.Column<DateOnly>(nullable: true),
                ends = t.Column<DateOnly>(),
                postponements = t.Column<int>(),
                opened_at = t.Column<long>(nullable: true),
                issued_at = t.Column<long>(nullable: true),
                figures = t.Column<string>(),
                pdf = t.Column<string>(nullable: true),
                sha256 = t.Column<string>(nullable: true),
                held_on = t.Column<DateOnly>(nullable: true),
                minutes = t.Column<string>(nullable: true),
                next_on = t.Column<DateOnly>(nullable: true),
                next_reason = t.Column<string>(nullable: true),
                signed_for_organisation_by = t.Column<Guid>(nullable: true),
                signed_for_organisation_at = t.Column<long>(nullable: true),
                signed_for_hmcts_by = t.Column<Guid>(nullable: true),
                signed_for_hmcts_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_agreements_service_reviews", x => x.id);
                t.CheckConstraint("ck_agreements_service_reviews_postponements", "postponements between 0 and 2");
            });
        migration.CreateIndex("ix_agreements_service_reviews_organisation_id_number", Reviews, ["organisation_id", "number"], unique: true);
        migration.CreateIndex("ix_agreements_one_open_review", Reviews, "organisation_id", unique: true, filter: "signed_for_organisation_at is null or signed_for_hmcts_at is null");
    }
}
