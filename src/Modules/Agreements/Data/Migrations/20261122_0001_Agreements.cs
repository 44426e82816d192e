using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220001_Agreements")]
internal sealed class Agreements : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "agreements_agreements",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                kind = t.Column<string>(),
                round = t.Column<int>(),
                reference = t.Column<string>(),
                particulars = t.Column<string>(),
                template_hash = t.Column<string>(),
                language = t.Column<string>(),
                signatory_id = t.Column<Guid>(),
                signatory_name = t.Column<string>(),
                signatory_title = t.Column<string>(),
                signatory_email = t.Column<string>(),
                asked_at = t.Column<long>(),
                sign_by = t.Column<DateOnly>(),
                issued_at = t.Column<long>(nullable: true),
                unsigned_pdf = t.Column<string>(nullable: true),
                unsigned_sha256 = t.Column<string>(nullable: true),
                reading_copy = t.Column<string>(nullable: true),
                authority = t.Column<string>(nullable: true),
                signature_given_at = t.Column<long>(nullable: true),
                authority_decision = t.Column<string>(nullable: true),
                signed_at = t.Column<long>(nullable: true),
                countersignature_given_at = t.Column<long>(nullable: true),
                countersigned_at = t.Column<long>(nullable: true),
                in_force_at = t.Column<long>(nullable: true),
                expires_on = t.Column<DateOnly>(nullable: true),
                closed_at = t.Column<long>(nullable: true),
                closing_code = t.Column<string>(nullable: true),
                closed_by = t.Column<Guid>(nullable: true),
                closing_reason_id = t.Column<Guid>(nullable: true),
                delegation = t.Column<string>(nullable: true),
                reissue_asked_at = t.Column<long>(nullable: true),
                answer_id = t.Column<Guid>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_agreements_agreements", x => x.id));
        migration.CreateIndex("ix_agreements_agreements_organisation_id_kind_round", "agreements_agreements", ["organisation_id", "kind", "round"], unique: true);
        migration.CreateIndex("ix_agreements_one_open_round", "agreements_agreements", ["organisation_id", "kind"], unique: true, filter: "closed_at is null and in_force_at is null");
        migration.CreateIndex("ix_agreements_agreements_reference", "agreements_agreements", "reference", unique: true);

        migration.CreateTable(
            "agreements_signatures",
            t => new
            {
                id = t.Column<Guid>(),
                agreement_id = t.Column<Guid>(),
                party = t.Column<string>(),
                person_id = t.Column<Guid>(),
                name = t.Column<string>(),
                job_title = t.Column<string>(),
                name_typed = t.Column<string>(),
                statements = t.Column<string>(),
                stepped_up_at = t.Column<long>(),
                at = t.Column<long>(),
                pdf = t.Column<string>(nullable: true),
                sha256 = t.Column<string>(nullable: true),
                sealed_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_agreements_signatures", x => x.id);
                t.ForeignKey("fk_agreements_signatures_agreement_id", x => x.agreement_id, "agreements_agreements", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_agreements_signatures_agreement_id_party", "agreements_signatures", ["agreement_id", "party"], unique: true);
        migration.Refuse(
            "agreements_signatures", "order", "new.party = 'hmcts' and not exists (select 1 from agreements_agreements where id = new.agreement_id and signed_at is not null)",
            "HMCTS countersigns after the organisation");

        migration.CreateTable(
            "agreements_reasons",
            t => new { id = t.Column<Guid>(), agreement_id = t.Column<Guid>(), text = t.Column<string>(), at = t.Column<long>() },
            constraints: t => t.PrimaryKey("pk_agreements_reasons", x => x.id));
        migration.CreateIndex("ix_agreements_reasons_agreement_id", "agreements_reasons", "agreement_id");

        migration.CreateTable(
            "agreements_security_assessments",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                organisation_name = t.Column<string>(),
                reference = t.Column<string>(),
                round = t.Column<int>(),
                language = t.Column<string>(),
                questionnaire_version = t.Column<int>(),
                signatory_id = t.Column<Guid>(),
                signatory_name = t.Column<string>(),
                signatory_title = t.Column<string>(),
                signatory_email = t.Column<string>(),
                issued_at = t.Column<long>(),
                answer_by = t.Column<DateOnly>(),
                answers = t.Column<string>(),
                sections_saved = t.Column<string>(),
                name_typed = t.Column<string>(nullable: true),
                statements = t.Column<string>(),
                stepped_up_at = t.Column<long>(nullable: true),
                signed_at = t.Column<long>(nullable: true),
                pdf = t.Column<string>(nullable: true),
                sha256 = t.Column<string>(nullable: true),
                submitted_at = t.Column<long>(nullable: true),
                outcome = t.Column<string>(nullable: true),
                assessed_by = t.Column<Guid>(nullable: true),
                assessed_at = t.Column<long>(nullable: true),
                outcome_text = t.Column<string>(nullable: true),
                conditions_due = t.Column<DateOnly>(nullable: true),
                valid_until = t.Column<DateOnly>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_agreements_security_assessments", x => x.id));
        migration.CreateIndex("ix_agreements_security_assessments_organisation_id_round", "agreements_security_assessments", ["organisation_id", "round"], unique: true);
        migration.CreateIndex("ix_agreements_one_open_questionnaire", "agreements_security_assessments", "organisation_id", unique: true, filter: "outcome is null");

        migration.CreateTable(
            "agreements_service_reviews",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                number = t.Column<int>(),
                on = t.Column<DateOnly>(),
                booked_at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("pk_agreements_service_reviews", x => x.id));
        migration.CreateIndex("ix_agreements_service_reviews_organisation_id_number", "agreements_service_reviews", ["organisation_id", "number"], unique: true);
    }
}
