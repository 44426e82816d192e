using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220004_Conversation")]
internal sealed class ConversationTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "registration_conversation",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                kind = t.Column<string>(),
                is_shared = t.Column<bool>(),
                side = t.Column<string>(),
                made_at = t.Column<long>(),
                answer_by = t.Column<DateOnly>(nullable: true),
                answer_to = t.Column<Guid>(nullable: true),
                answered_at = t.Column<long>(nullable: true),
                document = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_conversation", x => x.id);
                t.ForeignKey("fk_registration_conversation_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_conversation_answer", "(kind = 'Answer') = (answer_to is not null)");
                t.CheckConstraint("ck_registration_conversation_question", "kind = 'Question' or (answer_by is null and answered_at is null)");
                t.CheckConstraint("ck_registration_conversation_shared", "is_shared or kind in ('Call', 'Meeting', 'Thought')");
                t.CheckConstraint("ck_registration_conversation_email", "(kind = 'Email') = (document is not null)");
            });
        migrationBuilder.CreateIndex("ix_registration_conversation_organisation_id_made_at", "registration_conversation", ["organisation_id", "made_at"]);
        migrationBuilder.NeverRemoved("registration_conversation");

        migrationBuilder.CreateTable(
            "registration_entry_wordings",
            t => new
            {
                id = t.Column<Guid>(),
                entry_id = t.Column<Guid>(),
                number = t.Column<int>(),
                words = t.Column<string>(),
                by = t.Column<Guid>(),
                at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_entry_wordings", x => x.id);
                t.ForeignKey("fk_registration_entry_wordings_entry", x => x.entry_id, "registration_conversation", "id");
            });
        migrationBuilder.CreateIndex("ix_registration_entry_wordings_entry_id_number", "registration_entry_wordings", ["entry_id", "number"], unique: true);
        migrationBuilder.NeverRemoved("registration_entry_wordings");
    }
}
