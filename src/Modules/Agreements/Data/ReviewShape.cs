using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Data;

/// <summary>The tables of the quarterly reviews.</summary>
internal static class ReviewShape
{
    public static void ShapeReviews(this ModelBuilder model)
    {
        model.Ignore<Figure>(); // kept as JSON; it is no table, and its numbers are no columns
        model.Entity<ServiceReview>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => new { x.OrganisationId, x.Number }).IsUnique();
            e.HasIndex(x => x.OrganisationId).IsUnique().HasFilter("signed_for_organisation_at is null or signed_for_hmcts_at is null").HasDatabaseName("ix_agreements_one_open_review");
            e.Property(x => x.Figures).HasJson();
            e.Property(x => x.Minutes).HasJson();
            e.Ignore(x => x.Period).Ignore(x => x.OpenProposal);
            e.HasMany(x => x.Proposals).WithOne().HasForeignKey(p => p.ServiceReviewId).OnDelete(DeleteBehavior.Restrict);
            e.HasMany(x => x.Disputes).WithOne().HasForeignKey(d => d.ServiceReviewId).OnDelete(DeleteBehavior.Restrict);
            e.Navigation(x => x.Proposals).HasField("proposals").AutoInclude();
            e.Navigation(x => x.Disputes).HasField("disputes").AutoInclude();
            e.HasMany(x => x.Comments).WithOne().HasForeignKey(c => c.ServiceReviewId).OnDelete(DeleteBehavior.Restrict);
            e.Navigation(x => x.Comments).HasField("comments").AutoInclude();
            e.ToTable(t => t.HasCheckConstraint("ck_agreements_service_reviews_postponements", "postponements between 0 and 2"));
        });
        model.Entity<ReviewProposal>(e =>
        {
            e.ToTable("ReviewProposals").HasKey(x => x.Id);
            e.HasIndex(x => x.ServiceReviewId).IsUnique().HasFilter("answer is null").HasDatabaseName("ix_agreements_one_open_review_date");
        });
        model.Entity<FigureDispute>(e =>
        {
            e.ToTable("FigureDisputes").HasKey(x => x.Id);
            e.HasIndex(x => new { x.ServiceReviewId, x.Measure }).IsUnique().HasFilter("outcome is null").HasDatabaseName("ix_agreements_one_open_dispute");
        });
        model.Entity<ReviewComment>(e =>
        {
            e.ToTable("ReviewComments").HasKey(x => x.Id);
            e.HasIndex(x => x.ServiceReviewId);
        });
        model.Entity<ServiceBreach>(e =>
        {
            e.ToTable("ServiceBreaches").HasKey(x => x.Id);
            e.HasIndex(x => new { x.ReviewId, x.Measure }).IsUnique();
            e.HasOne<ServiceReview>().WithMany().HasForeignKey(x => x.ReviewId).OnDelete(DeleteBehavior.Restrict);
            e.HasOne<ServiceAction>().WithMany().HasForeignKey(x => x.ActionId).OnDelete(DeleteBehavior.Restrict);
            e.ToTable(t => t.HasCheckConstraint("ck_agreements_service_breaches_excuse", "(fault = 'excused') = (excuse is not null) or fault is null and excuse is null"));
            e.ToTable(t => t.HasCheckConstraint("ck_agreements_service_breaches_plan", "consecutive < 2 or fault is null or fault = 'excused' or action_id is not null"));
            e.ToTable(t => t.HasCheckConstraint("ck_agreements_service_breaches_approver", "excuse_approved_by is null or excuse_approved_by <> assessed_by"));
            e.HasIndex(x => new { x.OrganisationId, x.Measure });
        });
        model.Entity<ServiceAction>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => new { x.OrganisationId, x.DueOn });
        });
        model.Entity<MetricEntry>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => new { x.OrganisationId, x.Ends, x.Metric }).IsUnique().HasFilter("replaced_at is null").HasDatabaseName("ix_agreements_one_entry_a_metric");
        });
    }
}
