using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>Targets that were not met, and comments on the minutes.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220050_Breaches")]
internal sealed class Breaches : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<long>("minutes_at", "agreements_service_reviews", nullable: true);
        migration.CreateTable(
            "agreements_review_comments",
            t => new
            {
                id = t.Column<Guid>(),
                service_review_id = t.Column<Guid>(),
                side = t.Column<string>(),
                words = t.Column<string>(),
                by = t.Column<Guid>(),
                at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_agreements_review_comments", x => x.id);
                t.ForeignKey("fk_agreements_review_comments_service_review_id", x => x.service_review_id, "agreements_service_reviews", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_agreements_review_comments_service_review_id", "agreements_review_comments", "service_review_id");
        migration.NeverRemoved("agreements_review_comments");
        migration.CreateTable(
            "agreements_service_breaches",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                review_id = t.Column<Guid>(),
                measure = t.Column<string>(),
                consecutive = t.Column<int>(),
                value = t.Column<string>(),
                target = t.Column<string>(nullable: true),
                cases = t.Column<int>(nullable: true),
                fault = t.Column<string>(nullable: true),
                root_cause = t.Column<string>(nullable: true),
                excuse = t.Column<string>(nullable: true),
                action_id = t.Column<Guid>(nullable: true),
                assessed_for = t.Column<string>(nullable: true),
                assessed_by = t.Column<Guid>(nullable: true),
                assessed_at = t.Column<long>(nullable: true),
                excuse_approved_by = t.Column<Guid>(nullable: true),
                excuse_approved_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_agreements_service_breaches", x => x.id);
                t.ForeignKey("fk_agreements_service_breaches_review_id", x => x.review_id, "agreements_service_reviews", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_agreements_service_breaches_action_id", x => x.action_id, "agreements_service_actions", "id", onDelete: ReferentialAction.Restrict);
                t.CheckConstraint("ck_agreements_service_breaches_excuse", "(fault = 'excused') = (excuse is not null) or fault is null and excuse is null");
                t.CheckConstraint("ck_agreements_service_breaches_plan", "consecutive < 2 or fault is null or fault = 'excused' or action_id is not null");
                t.CheckConstraint("ck_agreements_service_breaches_approver", "excuse_approved_by is null or excuse_approved_by <> assessed_by");
            });
        migration.CreateIndex("ix_agreements_service_breaches_review_id_measure", "agreements_service_breaches", ["review_id", "measure"], unique: true);
        migration.CreateIndex("ix_agreements_service_breaches_organisation_id_measure", "agreements_service_breaches", ["organisation_id", "measure"]);
        migration.CreateIndex("ix_agreements_service_breaches_action_id", "agreements_service_breaches", "action_id");
        migration.NeverRemoved("agreements_service_breaches");
    }
}
