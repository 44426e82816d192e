using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>Statements of how an organisation withdrew or left; and a novation note whose time is over loses its document and keeps its hash.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220105_EndingStatements")]
internal sealed class EndingStatements : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "agreements_ending_statements",
            t => new
            {
                id = t.Column<Guid>(),
                version = t.Column<int>(),
                organisation_id = t.Column<Guid>(),
                ending = t.Column<string>(),
                ended_at = t.Column<long>(),
                language = t.Column<string>(),
                pdf = t.Column<string>(nullable: true),
                sha256 = t.Column<string>(),
                issued_at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("pk_agreements_ending_statements", x => x.id));
        migration.CreateIndex("ix_agreements_ending_statements_organisation_id_ended_at_language", "agreements_ending_statements", ["organisation_id", "ended_at", "language"], unique: true);
        migration.NeverRemoved("agreements_ending_statements");
        migration.Law(
            sqlite: "drop trigger agreements_agreements_novation_note_insert; drop trigger agreements_agreements_novation_note_update;",
            postgres: "drop trigger agreements_agreements_novation_note on agreements_agreements;");
        migration.Refuse(
            "agreements_agreements", "novation_note",
            "(new.novation_pdf is not null and new.novation_sha256 is null) or (new.novation_sha256 is not null and new.novated_to is null)",
            "Only an agreement that passed to another organisation has a novation note");
    }
}
