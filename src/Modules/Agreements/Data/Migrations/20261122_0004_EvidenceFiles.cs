using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.Agreements.Data.Migrations;

/// <summary>Documents uploaded as evidence for answers of the security assurance questionnaire.</summary>
[DbContext(typeof(AgreementsDbContext))]
[Migration("202611220004_EvidenceFiles")]
internal sealed class EvidenceFiles : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<long>("evidence_changed_at", "agreements_security_assessments", nullable: true);
        migration.CreateTable(
            "agreements_evidence_files",
            t => new
            {
                id = t.Column<Guid>(),
                security_assessment_id = t.Column<Guid>(),
                question = t.Column<int>(),
                file_name = t.Column<string>(),
                address = t.Column<string>(),
                sha256 = t.Column<string>(),
                length = t.Column<long>(),
                uploaded_by = t.Column<Guid>(),
                uploaded_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_agreements_evidence_files", x => x.id);
                t.ForeignKey("fk_agreements_evidence_files_security_assessment_id", x => x.security_assessment_id, "agreements_security_assessments", "id");
            });
        migration.CreateIndex("ix_agreements_evidence_files_security_assessment_id", "agreements_evidence_files", "security_assessment_id");
    }
}
