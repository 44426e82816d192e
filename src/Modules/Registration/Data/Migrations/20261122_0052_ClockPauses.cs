using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220052_ClockPauses")]
internal sealed class ClockPauseTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "registration_clock_pauses",
            t => new
            {
                id = t.Column<Guid>(),
                clock_id = t.Column<Guid>(),
                reason_code = t.Column<string>(),
                entry_id = t.Column<Guid>(nullable: true),
                paused_at = t.Column<long>(),
                resumed_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_clock_pauses", x => x.id);
                t.ForeignKey("fk_registration_clock_pauses_clock", x => x.clock_id, "registration_clocks", "id");
                t.CheckConstraint("ck_registration_clock_pauses_resumed", "resumed_at is null or resumed_at >= paused_at");
                t.CheckConstraint("ck_registration_clock_pauses_reason", "(reason_code = 'question' and entry_id is not null) or (reason_code = 'returned' and entry_id is null)");
            });
        migrationBuilder.CreateIndex("ix_registration_clock_pauses_clock_id_paused_at", "registration_clock_pauses", ["clock_id", "paused_at"]);
        migrationBuilder.CreateIndex("ix_registration_clock_pauses_clock_id", "registration_clock_pauses", "clock_id", unique: true, filter: "resumed_at is null");
        migrationBuilder.CreateIndex("ix_registration_clock_pauses_entry_id", "registration_clock_pauses", "entry_id", filter: "resumed_at is null");
        migrationBuilder.NeverRemoved("registration_clock_pauses");
    }
}
