using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220001_Registration")]
internal sealed class Registration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Organisations(migrationBuilder);
        Applications(migrationBuilder);
        Cases(migrationBuilder);
    }

    private static void Organisations(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_counters",
            t => new { name = t.Column<string>(), value = t.Column<long>() },
            constraints: t => t.PrimaryKey("pk_registration_counters", x => x.name));
        migration.Sql("insert into registration_counters (name, value) values ('organisation', 0);");

        migration.CreateTable(
            "registration_organisations",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                reference = t.Column<string>(),
                legal_name = t.Column<string>(),
                short_name = t.Column<string>(nullable: true),
                registered_at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("pk_registration_organisations", x => x.id));
        migration.CreateIndex("ix_registration_organisations_reference", "registration_organisations", "reference", unique: true);
        migration.CreateIndex("ix_registration_organisations_short_name", "registration_organisations", "short_name", unique: true);

        migration.CreateTable(
            "registration_reasons",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(),
                words = t.Column<string>(nullable: true),
                written_by = t.Column<Guid>(nullable: true),
                written_at = t.Column<long>(),
                erased_at = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_registration_reasons", x => x.id));
    }

    private static void Applications(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_applications",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                applicant_id = t.Column<Guid>(),
                language = t.Column<string>(),
                started_at = t.Column<long>(),
                saved_at = t.Column<long>(),
                answers = t.Column<string>(),
                ended_as = t.Column<string>(nullable: true),
                ended_at = t.Column<long>(nullable: true),
                ended_by = t.Column<Guid>(nullable: true),
                ending_reason_id = t.Column<Guid>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_applications", x => x.id);
                t.ForeignKey("fk_registration_applications_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_applications_ended", "(ended_as is null) = (ended_at is null)");
            });
        migration.CreateIndex("ix_registration_applications_organisation_id", "registration_applications", "organisation_id", unique: true, filter: "ended_at is null");

        migration.CreateTable(
            "registration_submissions",
            t => new
            {
                id = t.Column<Guid>(),
                application_id = t.Column<Guid>(),
                form_version = t.Column<int>(),
                answers = t.Column<string>(),
                declared_name = t.Column<string>(),
                declared_role = t.Column<string>(),
                by = t.Column<Guid>(),
                at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_submissions", x => x.id);
                t.ForeignKey("fk_registration_submissions_application", x => x.application_id, "registration_applications", "id");
                t.CheckConstraint("ck_registration_submissions_version", "form_version > 0");
            });
        migration.CreateIndex("ix_registration_submissions_application_id_form_version", "registration_submissions", ["application_id", "form_version"], unique: true);

        migration.CreateTable(
            "registration_decisions",
            t => new
            {
                id = t.Column<Guid>(),
                application_id = t.Column<Guid>(),
                form_version = t.Column<int>(),
                outcome = t.Column<string>(),
                reason_code = t.Column<string>(nullable: true),
                reason_id = t.Column<Guid>(nullable: true),
                by = t.Column<Guid>(),
                at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_decisions", x => x.id);
                t.ForeignKey("fk_registration_decisions_application", x => x.application_id, "registration_applications", "id");
                t.ForeignKey("fk_registration_decisions_reason", x => x.reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_decisions_reason", "outcome = 'Accepted' or reason_id is not null");
                t.CheckConstraint("ck_registration_decisions_code", "outcome <> 'Rejected' or reason_code is not null");
            });
        migration.CreateIndex("ix_registration_decisions_application_id_form_version", "registration_decisions", ["application_id", "form_version"], unique: true);
        migration.CreateIndex("ix_registration_decisions_reason_id", "registration_decisions", "reason_id");
        migration.InsertOnly("registration_decisions");
    }

    private static void Cases(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_cases",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                reference = t.Column<string>(),
                name = t.Column<string>(),
                stage = t.Column<string>(),
                since = t.Column<long>(),
                turn = t.Column<string>(),
                steps_done = t.Column<int>(),
                next_on = t.Column<DateOnly>(nullable: true),
                owner_id = t.Column<Guid>(nullable: true),
                owned_since = t.Column<long>(nullable: true),
                by_name = t.Column<string>(),
                by_stage = t.Column<string>(),
                by_date = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_cases", x => x.id);
                t.ForeignKey("fk_registration_cases_organisation", x => x.id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_cases_owner", "(owner_id is null) = (owned_since is null)");
            });
        foreach (var key in new[] { "by_name", "by_stage", "by_date" })
            migration.CreateIndex($"ix_registration_cases_{key}", "registration_cases", key, unique: true);
        foreach (var key in new[] { "stage", "owner_id", "turn" })
            migration.CreateIndex($"ix_registration_cases_{key}_by_name", "registration_cases", [key, "by_name"]);

        migration.CreateTable(
            "registration_search_words",
            t => new { word = t.Column<string>(), organisation_id = t.Column<Guid>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_search_words", x => new { x.word, x.organisation_id });
                t.ForeignKey("fk_registration_search_words_organisation", x => x.organisation_id, "registration_organisations", "id");
            });
        migration.CreateIndex("ix_registration_search_words_organisation_id", "registration_search_words", "organisation_id");

        migration.CreateTable(
            "registration_stage_counts",
            t => new { stage = t.Column<string>(), organisations = t.Column<int>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_stage_counts", x => x.stage);
                t.CheckConstraint("ck_registration_stage_counts", "organisations >= 0");
            });
        migration.Law(
            sqlite: """
                create trigger registration_cases_count_insert after insert on registration_cases begin
                  insert into registration_stage_counts (stage, organisations) values (new.stage, 1) on conflict (stage) do update set organisations = organisations + 1;
                end;
                create trigger registration_cases_count_update after update of stage on registration_cases when old.stage <> new.stage begin
                  update registration_stage_counts set organisations = organisations - 1 where stage = old.stage;
                  insert into registration_stage_counts (stage, organisations) values (new.stage, 1) on conflict (stage) do update set organisations = organisations + 1;
                end;
                """,
            postgres: """
                create function registration_cases_count() returns trigger language plpgsql as $$ begin
                  if tg_op = 'UPDATE' then
                    if old.stage = new.stage then return new; end if;
                    update registration_stage_counts set organisations = organisations - 1 where stage = old.stage;
                  end if;
                  insert into registration_stage_counts as c (stage, organisations) values (new.stage, 1) on conflict (stage) do update set organisations = c.organisations + 1;
                  return new;
                end $$;
                create trigger registration_cases_count after insert or update on registration_cases for each row execute function registration_cases_count();
                """);
    }
}
