using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Data;

internal sealed class AgreementsDbContext(UnitOfWork unit, EventRows events) : ModuleDbContext(unit, events, "agreements")
{
    public DbSet<Agreement> Agreements => Set<Agreement>();
    public DbSet<Reason> Reasons => Set<Reason>();
    public DbSet<SecurityAssessment> SecurityAssessments => Set<SecurityAssessment>();
    public DbSet<AgreedTarget> AgreedTargets => Set<AgreedTarget>();
    public DbSet<ServiceReview> ServiceReviews => Set<ServiceReview>();
    public DbSet<ServiceAction> ServiceActions => Set<ServiceAction>();
    public DbSet<ServiceBreach> ServiceBreaches => Set<ServiceBreach>();
    public DbSet<MetricEntry> MetricEntries => Set<MetricEntry>();

    public DbSet<EndingStatement> EndingStatements => Set<EndingStatement>();

    public override IEnumerable<IQueryable<string?>> UploadAddresses => [Set<EvidenceFile>().Where(f => f.FileName != "").Select(f => f.Address)];

    public override IEnumerable<IQueryable<string?>> DocumentAddresses =>
        [Agreements.Select(a => a.UnsignedPdf), Agreements.Select(a => a.ReadingCopy), Agreements.Select(a => a.NovationPdf), Set<Signature>().Select(s => s.Pdf), SecurityAssessments.Select(s => s.Pdf), .. UploadAddresses, ServiceReviews.Select(r => r.Pdf), EndingStatements.Select(s => s.Pdf)];

    protected override void Shape(ModelBuilder model)
    {
        model.Entity<Agreement>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => new { x.OrganisationId, x.Kind, x.Round }).IsUnique();
            e.HasIndex(x => new { x.OrganisationId, x.Kind }).IsUnique().HasFilter("closed_at is null and in_force_at is null").HasDatabaseName("ix_agreements_one_open_round");
            e.HasIndex(x => new { x.OrganisationId, x.Kind }).IsUnique().HasFilter("in_force_at is not null and superseded_at is null").HasDatabaseName("ix_agreements_one_binding_round");
            e.HasIndex(x => x.Reference).IsUnique();
            e.Property(x => x.Particulars).HasJson();
            e.Property(x => x.AuthorityDecision).HasJson();
            e.Property(x => x.Delegation).HasJson();
            e.Property(x => x.CoSignatory).HasJson();
            e.HasMany(x => x.Signatures).WithOne().HasForeignKey(s => s.AgreementId).OnDelete(DeleteBehavior.Restrict);
            e.Navigation(x => x.Signatures).AutoInclude();
            e.Ignore(x => x.Pdf).Ignore(x => x.PdfSha256).Ignore(x => x.Standing);
        });
        model.Entity<Signature>(e =>
        {
            e.ToTable("Signatures").HasKey(x => x.Id);
            e.HasIndex(x => new { x.AgreementId, x.Party }).IsUnique();
            e.Property(x => x.Statements).HasJson();
            e.Property(x => x.Authority).HasJson();
        });
        model.Entity<Reason>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => x.AgreementId);
        });
        model.Entity<SecurityAssessment>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => new { x.OrganisationId, x.Round }).IsUnique();
            e.HasIndex(x => x.OrganisationId).IsUnique().HasFilter("outcome is null").HasDatabaseName("ix_agreements_one_open_questionnaire");
            e.Property(x => x.Answers).HasJson();
            e.Property(x => x.SectionsSaved).HasJson();
            e.Property(x => x.Statements).HasJson();
            e.Ignore(x => x.Score).Ignore(x => x.IsComplete).Ignore(x => x.IsToAnswer);
            e.HasMany(x => x.Files).WithOne().HasForeignKey(f => f.SecurityAssessmentId);
            e.Navigation(x => x.Files).HasField("files").AutoInclude();
        });
        model.Entity<EvidenceFile>(e =>
        {
            e.ToTable("EvidenceFiles").HasKey(x => x.Id);
            e.HasIndex(x => x.SecurityAssessmentId);
        });
        model.Entity<AgreedTarget>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => new { x.OrganisationId, x.Metric }).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ix_agreements_one_target_a_metric");
        });
        model.Entity<EndingStatement>(e => e.HasIndex(x => new { x.OrganisationId, x.EndedAt, x.Language }).IsUnique());
        model.ShapeReviews();
    }
}
