using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>The next date of an organisation follows its clocks as well as its stage, in whichever transaction one of them starts or stops.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220062_NextDates")]
internal sealed class NextDates : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<DateOnly>("due_by", "registration_clocks", nullable: true);
        migration.AddColumn<DateOnly>("stage_on", "registration_cases", nullable: true);
        migration.AddColumn<string>("next_clock", "registration_cases", nullable: true);
        migration.Sql("update registration_cases set stage_on = next_on;");
        migration.Law(
            sqlite: $"""
                create trigger registration_clocks_next_insert after insert on registration_clocks when new.due_by is not null begin
                  {Next("new.organisation_id", "day")}
                end;
                create trigger registration_clocks_next_update after update of due_by, stopped_at on registration_clocks
                when old.due_by is not new.due_by or old.stopped_at is not new.stopped_at begin
                  {Next("new.organisation_id", "day")}
                end;
                create trigger registration_cases_next after update of stage_on on registration_cases when old.stage_on is not new.stage_on begin
                  {Next("new.id", "day")}
                end;
                """,
            postgres: $"""
                create function registration_next(uuid) returns void language sql as $$ {Next("$1", "to_char(day, 'YYYY-MM-DD')")} $$;
                create function registration_clocks_next() returns trigger language plpgsql as $$ begin perform registration_next(new.organisation_id); return new; end $$;
                create function registration_cases_next() returns trigger language plpgsql as $$ begin perform registration_next(new.id); return new; end $$;
                create trigger registration_clocks_next_insert after insert on registration_clocks for each row when (new.due_by is not null) execute function registration_clocks_next();
                create trigger registration_clocks_next_update after update of due_by, stopped_at on registration_clocks for each row
                  when (old.due_by is distinct from new.due_by or old.stopped_at is distinct from new.stopped_at) execute function registration_clocks_next();
                create trigger registration_cases_next after update of stage_on on registration_cases for each row
                  when (old.stage_on is distinct from new.stage_on) execute function registration_cases_next();
                """);
    }

    private static string Next(string id, string day) =>
        $"""
        update registration_cases set (next_on, next_clock, by_date) = (
          select day, rule, coalesce({day}, '9999-12-31') || ' ' || reference from (
            select stage_on as day, null as rule from registration_cases where id = {id}
            union all select due_by, rule from registration_clocks where organisation_id = {id} and stopped_at is null and due_by is not null) as days
          order by day is null, day, rule is not null limit 1)
        where id = {id};
        """;
}
