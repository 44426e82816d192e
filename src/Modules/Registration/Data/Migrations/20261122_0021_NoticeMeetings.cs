using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Notices pass with minor changes that somebody confirms; after three reworks a meeting comes before the next review.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220021_NoticeMeetings")]
internal sealed class NoticeMeetings : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<Guid>("confirmer_id", "registration_notice_rounds", nullable: true);
        migration.AddColumn<Guid>("changes_confirmed_by", "registration_notice_rounds", nullable: true);
        migration.AddColumn<long>("changes_confirmed_at", "registration_notice_rounds", nullable: true);
        migration.AddColumn<DateOnly>("meeting_on", "registration_notice_rounds", nullable: true);
        migration.AddColumn<Guid>("meeting_by", "registration_notice_rounds", nullable: true);
        migration.AddColumn<long>("meeting_arranged_at", "registration_notice_rounds", nullable: true);
        migration.Refuse(
            "registration_notice_rounds", "meeting_first", "new.number > 3 and new.meeting_on is null and new.outcome is not null",
            "after three reworks a meeting comes before the review");
        migration.Refuse(
            "registration_notice_rounds", "named_confirmer", "new.outcome = 'PassedWithChanges' and new.confirmer_id is null",
            "somebody is named to confirm minor changes");
    }
}
