using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>A gate that turned red during early life support keeps an organisation from being live as well, not only from going live.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220013_LiveNeedsGates")]
internal sealed class LiveNeedsGates : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        const string stopped = """
            (select count(*) from registration_gates where organisation_id = new.id) < 13
            or exists (select 1 from registration_gates where organisation_id = new.id and blocking and state = 'Red')
            """;
        const string message = "A blocking gate is red: the organisation cannot be live";
        migration.Law(
            sqlite: $"""
                drop trigger registration_cases_gates_update;
                create trigger registration_cases_gates_update before update on registration_cases
                when new.stage in ('EarlyLife', 'Live') and old.stage <> new.stage and ({stopped}) begin select raise(abort, '{message}'); end;
                """,
            postgres: $"""
                create or replace function registration_cases_gates() returns trigger language plpgsql as $$ begin
                  if new.stage in ('EarlyLife', 'Live') and (tg_op = 'INSERT' or old.stage <> new.stage) and ({stopped}) then
                    raise exception '{message}';
                  end if;
                  return new;
                end $$;
                """);
    }
}
