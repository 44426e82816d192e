using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>How many organisations nobody owns is kept beside how many there are, since counting them takes longer the more there are.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220060_UnownedCounts")]
internal sealed class UnownedCounts : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.Law(
            sqlite: "drop trigger registration_cases_count_insert; drop trigger registration_cases_count_update;",
            postgres: "drop trigger registration_cases_count on registration_cases;");
        migration.RebuildTable(
            "registration_stage_counts",
            () => migration.CreateTable(
                "registration_stage_counts",
                t => new { stage = t.Column<string>(), organisations = t.Column<int>(), unowned = t.Column<int>() },
                constraints: t =>
                {
                    t.PrimaryKey("pk_registration_stage_counts", x => x.stage);
                    t.CheckConstraint("ck_registration_stage_counts", "unowned >= 0 and unowned <= organisations");
                }),
            new Dictionary<string, string>
            {
                ["stage"] = "stage",
                ["organisations"] = "organisations",
                ["unowned"] = "(select count(*) from registration_cases c where c.stage = registration_stage_counts_waiting.stage and c.owner_id is null)",
            });
        migration.Law(
            sqlite: """
                create trigger registration_cases_count_insert after insert on registration_cases begin
                  insert into registration_stage_counts (stage, organisations, unowned) values (new.stage, 1, new.owner_id is null)
                    on conflict (stage) do update set organisations = organisations + 1, unowned = unowned + excluded.unowned;
                end;
                create trigger registration_cases_count_update after update of stage, owner_id on registration_cases
                when old.stage <> new.stage or (old.owner_id is null) <> (new.owner_id is null) begin
                  update registration_stage_counts set organisations = organisations - 1, unowned = unowned - (old.owner_id is null) where stage = old.stage;
                  insert into registration_stage_counts (stage, organisations, unowned) values (new.stage, 1, new.owner_id is null)
                    on conflict (stage) do update set organisations = organisations + 1, unowned = unowned + excluded.unowned;
                end;
                """,
            postgres: """
                create or replace function registration_cases_count() returns trigger language plpgsql as $$ begin
                  if tg_op = 'UPDATE' then
                    if old.stage = new.stage and (old.owner_id is null) = (new.owner_id is null) then return new; end if;
                    update registration_stage_counts set organisations = organisations - 1, unowned = unowned - (old.owner_id is null)::int where stage = old.stage;
                  end if;
                  insert into registration_stage_counts as c (stage, organisations, unowned) values (new.stage, 1, (new.owner_id is null)::int)
                    on conflict (stage) do update set organisations = c.organisations + 1, unowned = c.unowned + excluded.unowned;
                  return new;
                end $$;
                create trigger registration_cases_count after insert or update on registration_cases for each row execute function registration_cases_count();
                """);
    }
}
