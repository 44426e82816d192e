using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Registration.Migrations;

/// <summary>Email that comes in by itself; and an email of the conversation may be for HMCTS alone, or be erased.</summary>
[DbContext(typeof(RegistrationDbContext))]
[Migration("202611220050_Inbox")]
internal sealed class InboxTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "registration_inbox",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                message_key = t.Column<string>(),
                sender = t.Column<string>(),
                subject = t.Column<string>(),
                text = t.Column<string>(),
                sent_at = t.Column<long>(nullable: true),
                arrived_at = t.Column<long>(),
                document = t.Column<string>(),
                trouble = t.Column<string>(nullable: true),
                organisation_id = t.Column<Guid>(nullable: true),
                entry_id = t.Column<Guid>(nullable: true),
                decided_by = t.Column<Guid>(nullable: true),
                decided_at = t.Column<long>(nullable: true),
                set_aside_because = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_registration_inbox", x => x.id);
                t.ForeignKey("fk_registration_inbox_organisation", x => x.organisation_id, "registration_organisations", "id");
                t.CheckConstraint("ck_registration_inbox_filed", "(organisation_id is null) = (entry_id is null)");
                t.CheckConstraint("ck_registration_inbox_decided", "(decided_at is not null) = (entry_id is not null or set_aside_because is not null)");
                t.CheckConstraint("ck_registration_inbox_one", "entry_id is null or set_aside_because is null");
                t.CheckConstraint("ck_registration_inbox_waits", "decided_at is not null or trouble is not null");
            });
        migrationBuilder.CreateIndex("ix_registration_inbox_message_key", "registration_inbox", "message_key", unique: true);
        migrationBuilder.CreateIndex("ix_registration_inbox_arrived_at", "registration_inbox", "arrived_at", filter: "decided_at is null");
        migrationBuilder.CreateIndex("ix_registration_inbox_organisation_id", "registration_inbox", "organisation_id");
        migrationBuilder.NeverRemoved("registration_inbox");

        // Wordings refer to entries, so they wait without that while the entries are made anew.
        Dictionary<string, string> words = new() { ["id"] = "id", ["entry_id"] = "entry_id", ["number"] = "number", ["words"] = "words", ["\"by\""] = "\"by\"", ["at"] = "at" };
        migrationBuilder.RebuildTable("registration_entry_wordings", () => Wordings(migrationBuilder, refer: false), words);
        migrationBuilder.RebuildTable("registration_conversation", () => Entries(migrationBuilder), new Dictionary<string, string>
        {
            ["id"] = "id",
            ["version"] = "version",
            ["organisation_id"] = "organisation_id",
            ["kind"] = "kind",
            ["is_shared"] = "is_shared",
            ["side"] = "side",
            ["made_at"] = "made_at",
            ["answer_by"] = "answer_by",
            ["answer_to"] = "answer_to",
            ["answered_at"] = "answered_at",
            ["document"] = "document",
        });
        migrationBuilder.RebuildTable("registration_entry_wordings", () => Wordings(migrationBuilder, refer: true), words);
    }

    private static void Entries(MigrationBuilder migrationBuilder)
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
                t.CheckConstraint("ck_registration_conversation_shared", "is_shared or kind in ('Call', 'Meeting', 'Thought', 'Email')");
                t.CheckConstraint("ck_registration_conversation_email", "document is null or kind = 'Email'"); // an email that was erased has none any longer
            });
        migrationBuilder.CreateIndex("ix_registration_conversation_organisation_id_made_at", "registration_conversation", ["organisation_id", "made_at"]);
        migrationBuilder.NeverRemoved("registration_conversation");
    }

    private static void Wordings(MigrationBuilder migrationBuilder, bool refer)
    {
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
                if (refer) t.ForeignKey("fk_registration_entry_wordings_entry", x => x.entry_id, "registration_conversation", "id");
            });
        migrationBuilder.CreateIndex("ix_registration_entry_wordings_entry_id_number", "registration_entry_wordings", ["entry_id", "number"], unique: true);
        migrationBuilder.NeverRemoved("registration_entry_wordings");
    }
}
