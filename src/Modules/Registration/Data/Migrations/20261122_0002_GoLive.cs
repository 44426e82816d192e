using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220002_GoLive")]
internal sealed class GoLiveTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Notices(migrationBuilder);
        Schedules(migrationBuilder);
        SetUps(migrationBuilder);
        GoLives(migrationBuilder);
        GateRows(migrationBuilder);
    }

    private static void Notices(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_notice_rounds",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                number = t.Column<int>(),
                issued_at = t.Column<long>(),
                changed_at = t.Column<long>(nullable: true),
                submitted_by = t.Column<Guid>(nullable: true),
                submitted_at = t.Column<long>(nullable: true),
                outcome = t.Column<string>(nullable: true),
                reviewed_by = t.Column<Guid>(nullable: true),
                reviewed_at = t.Column<long>(nullable: true),
                findings = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_notice_rounds", x => x.id);
                t.ForeignKey("fk_registration_notice_rounds_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_notice_rounds_submitted", "(submitted_by is null) = (submitted_at is null)");
                t.CheckConstraint("ck_registration_notice_rounds_outcome", "(outcome is null) = (reviewed_at is null)");
                t.CheckConstraint("ck_registration_notice_rounds_reviewed", "outcome is null or (submitted_at is not null and reviewed_by is not null)");
            });
        migration.CreateIndex("ix_registration_notice_rounds_organisation_id_number", "registration_notice_rounds", ["organisation_id", "number"], unique: true);

        migration.CreateTable(
            "registration_notice_files",
            t => new
            {
                id = t.Column<Guid>(),
                notice_round_id = t.Column<Guid>(),
                notice = t.Column<string>(),
                file_name = t.Column<string>(),
                address = t.Column<string>(),
                sha256 = t.Column<string>(),
                length = t.Column<long>(),
                uploaded_by = t.Column<Guid>(),
                uploaded_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_notice_files", x => x.id);
                t.ForeignKey("fk_registration_notice_files_round", x => x.notice_round_id, "registration_notice_rounds", "id");
            });
        migration.CreateIndex("ix_registration_notice_files_notice_round_id", "registration_notice_files", "notice_round_id");
    }

    private static void Schedules(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_schedules",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                changed_at = t.Column<long>(),
                testing_from = t.Column<DateOnly>(nullable: true),
                testing_to = t.Column<DateOnly>(nullable: true),
                testing_number = t.Column<int>(),
                go_live_on = t.Column<DateOnly>(nullable: true),
                go_live_number = t.Column<int>(),
                postponements = t.Column<int>(),
                results = t.Column<string>(nullable: true),
                results_by = t.Column<Guid>(nullable: true),
                results_at = t.Column<long>(nullable: true),
                signed_off_by = t.Column<Guid>(nullable: true),
                signed_off_at = t.Column<long>(nullable: true),
                closed_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_schedules", x => x.id);
                t.ForeignKey("fk_registration_schedules_organisation", x => x.id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_schedules_testing", "(testing_from is null) = (testing_to is null)");
                t.CheckConstraint("ck_registration_schedules_order", "testing_to >= testing_from");
                t.CheckConstraint("ck_registration_schedules_signed_off", "signed_off_at is null or results_at is not null");
            });

        migration.CreateTable(
            "registration_date_proposals",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(),
                kind = t.Column<string>(),
                from = t.Column<DateOnly>(),
                to = t.Column<DateOnly>(),
                side = t.Column<string>(),
                proposed_by = t.Column<Guid>(),
                proposed_at = t.Column<long>(),
                reason_id = t.Column<Guid>(nullable: true),
                answer = t.Column<string>(nullable: true),
                answered_by = t.Column<Guid>(nullable: true),
                answered_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_date_proposals", x => x.id);
                t.ForeignKey("fk_registration_date_proposals_schedule", x => x.organisation_id, "registration_schedules", "id");
                t.ForeignKey("fk_registration_date_proposals_reason", x => x.reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_date_proposals_answer", "(answer is null) = (answered_at is null)");
            });
        migration.CreateIndex("ix_registration_date_proposals_reason_id", "registration_date_proposals", "reason_id");
        migration.CreateIndex("ix_registration_date_proposals_organisation_id_kind", "registration_date_proposals", ["organisation_id", "kind"], unique: true, filter: "answered_at is null");
    }

    private static void SetUps(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_set_ups",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                ou_code = t.Column<string>(nullable: true),
                ou_code_by = t.Column<Guid>(nullable: true),
                ou_code_at = t.Column<long>(nullable: true),
                uses_sjp = t.Column<bool>(nullable: true),
                offences = t.Column<string>(),
                prosecutor_by = t.Column<Guid>(nullable: true),
                prosecutor_at = t.Column<long>(nullable: true),
                number_called = t.Column<string>(nullable: true),
                number_source = t.Column<string>(nullable: true),
                bank_confirmed_by = t.Column<Guid>(nullable: true),
                bank_confirmed_at = t.Column<long>(nullable: true),
                administrator_id = t.Column<Guid>(nullable: true),
                nominated_by = t.Column<Guid>(nullable: true),
                nominated_at = t.Column<long>(nullable: true),
                closed_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_set_ups", x => x.id);
                t.ForeignKey("fk_registration_set_ups_organisation", x => x.id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_set_ups_ou_code", "(ou_code is null) = (ou_code_at is null) and length(ou_code) = 7");
                t.CheckConstraint("ck_registration_set_ups_bank", "(bank_confirmed_by is null) = (bank_confirmed_at is null) and (bank_confirmed_at is null or number_called is not null)");
            });
        migration.CreateIndex("ix_registration_set_ups_ou_code", "registration_set_ups", "ou_code", unique: true);
    }

    private static void GoLives(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_go_lives",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                opened_at = t.Column<long>(),
                changed_at = t.Column<long>(nullable: true),
                cut_over_began_at = t.Column<long>(nullable: true),
                cut_over_by = t.Column<Guid>(nullable: true),
                cut_over_at = t.Column<long>(nullable: true),
                live_at = t.Column<long>(nullable: true),
                early_life_ended_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_go_lives", x => x.id);
                t.ForeignKey("fk_registration_go_lives_organisation", x => x.id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_go_lives_cut_over", "(cut_over_by is null) = (cut_over_at is null)");
                t.CheckConstraint("ck_registration_go_lives_live", "live_at is null or cut_over_at is not null");
                t.CheckConstraint("ck_registration_go_lives_ended", "early_life_ended_at is null or live_at is not null");
            });

        migration.CreateTable(
            "registration_readiness_reviews",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(),
                number = t.Column<int>(),
                began_at = t.Column<long>(),
                confirmed = t.Column<bool>(nullable: true),
                back_to = t.Column<string>(nullable: true),
                reason_id = t.Column<Guid>(nullable: true),
                decided_by = t.Column<Guid>(nullable: true),
                decided_at = t.Column<long>(nullable: true),
                asked_again_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_readiness_reviews", x => x.id);
                t.ForeignKey("fk_registration_readiness_reviews_go_live", x => x.organisation_id, "registration_go_lives", "id");
                t.ForeignKey("fk_registration_readiness_reviews_reason", x => x.reason_id, "registration_reasons", "id");
                t.CheckConstraint("ck_registration_readiness_reviews_decided", "(decided_by is null) = (decided_at is null) and (confirmed is null) = (decided_at is null)");
                t.CheckConstraint("ck_registration_readiness_reviews_back", "(back_to is null) = (reason_id is null)");
            });
        migration.CreateIndex("ix_registration_readiness_reviews_reason_id", "registration_readiness_reviews", "reason_id");
        migration.CreateIndex("ix_registration_readiness_reviews_organisation_id_number", "registration_readiness_reviews", ["organisation_id", "number"], unique: true);

        migration.CreateTable(
            "registration_hand_confirmations",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                gate = t.Column<int>(),
                statement = t.Column<string>(),
                file_name = t.Column<string>(),
                address = t.Column<string>(),
                sha256 = t.Column<string>(),
                first_by = t.Column<Guid>(),
                first_at = t.Column<long>(),
                second_by = t.Column<Guid>(nullable: true),
                second_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_hand_confirmations", x => x.id);
                t.ForeignKey("fk_registration_hand_confirmations_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_hand_confirmations_second", "(second_by is null) = (second_at is null) and (second_by is null or second_by <> first_by)");
            });
        migration.CreateIndex("ix_registration_hand_confirmations_organisation_id_gate", "registration_hand_confirmations", ["organisation_id", "gate"], unique: true);
    }

    private static void GateRows(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_gates",
            t => new
            {
                organisation_id = t.Column<Guid>(),
                number = t.Column<int>(),
                blocking = t.Column<bool>(),
                state = t.Column<string>(),
                fact = t.Column<string>(),
                since = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_gates", x => new { x.organisation_id, x.number });
                t.ForeignKey("fk_registration_gates_organisation", x => x.organisation_id, "registration_organisations", "id");
            });
        // Thirteen gates and none of them red, or the organisation doesn't become live, whoever asks.
        const string stopped = """
            (select count(*) from registration_gates where organisation_id = new.id) < 13
            or exists (select 1 from registration_gates where organisation_id = new.id and blocking and state = 'Red')
            """;
        const string message = "A blocking gate is red: the organisation cannot be live";
        migration.Law(
            sqlite: $"""
                create trigger registration_cases_gates_insert before insert on registration_cases
                when new.stage in ('EarlyLife', 'Live') and ({stopped}) begin select raise(abort, '{message}'); end;
                create trigger registration_cases_gates_update before update on registration_cases
                when new.stage in ('EarlyLife', 'Live') and old.stage not in ('EarlyLife', 'Live') and ({stopped}) begin select raise(abort, '{message}'); end;
                """,
            postgres: $"""
                create function registration_cases_gates() returns trigger language plpgsql as $$ begin
                  if new.stage in ('EarlyLife', 'Live') and (tg_op = 'INSERT' or old.stage not in ('EarlyLife', 'Live')) and ({stopped}) then
                    raise exception '{message}';
                  end if;
                  return new;
                end $$;
                create trigger registration_cases_gates before insert or update on registration_cases for each row execute function registration_cases_gates();
                """);
    }
}
