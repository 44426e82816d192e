using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Agreed dates as calendars know them, and the secret addresses at which they are fetched.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220022_Calendar")]
internal sealed class Calendar : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_calendar_entries",
            t => new
            {
                id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(),
                kind = t.Column<string>(),
                matter = t.Column<string>(),
                first_day = t.Column<DateOnly>(),
                last_day = t.Column<DateOnly>(),
                sequence = t.Column<int>(),
                changed_at = t.Column<long>(),
                cancelled_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_calendar_entries", x => x.id);
                t.CheckConstraint("ck_registration_calendar_entries_days", "first_day <= last_day");
            });
        migration.CreateIndex("ix_registration_calendar_entries_organisation_id_kind_matter", "registration_calendar_entries", ["organisation_id", "kind", "matter"], unique: true);
        migration.CreateIndex("ix_registration_calendar_entries_first_day", "registration_calendar_entries", "first_day");
        migration.NeverRemoved("registration_calendar_entries");
        // What was agreed before there were calendars. The id of an entry is its own from here on, so that of the row that it comes from will do.
        migration.Sql("""
            insert into registration_calendar_entries (id, organisation_id, kind, matter, first_day, last_day, sequence, changed_at)
            select id, organisation_id, case kind when 'Testing' then 'Testing' else 'GoLive' end, '', "from", "to", 0, answered_at from registration_date_proposals p
            where answer = 'Accepted' and (kind = 'Testing' or exists (select 1 from registration_schedules s where s.id = p.organisation_id and s.go_live_on = p."from"))
                and not exists (select 1 from registration_date_proposals l where l.organisation_id = p.organisation_id and l.kind = p.kind and l.answer = 'Accepted' and l.answered_at > p.answered_at);
            insert into registration_calendar_entries (id, organisation_id, kind, matter, first_day, last_day, sequence, changed_at)
            select id, organisation_id, 'Review', matter, "on", "on", 0, started_at from registration_clocks where rule = 't14' and stopped_at is null;
            """);
        migration.CreateTable(
            "registration_calendar_feeds",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                person_id = t.Column<Guid>(),
                organisation_id = t.Column<Guid>(nullable: true),
                secret_hash = t.Column<string>(),
                made_at = t.Column<long>(),
                revoked_at = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_registration_calendar_feeds", x => x.id));
        migration.CreateIndex("ix_registration_calendar_feeds_secret_hash", "registration_calendar_feeds", "secret_hash", unique: true);
        migration.CreateIndex("ix_registration_calendar_feeds_person_id_organisation_id", "registration_calendar_feeds", ["person_id", "organisation_id"], unique: true, filter: "revoked_at is null");
        migration.NeverRemoved("registration_calendar_feeds");
    }
}
