using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The tables of the ways out of the platform, and of what changes on the way.</summary>
internal static class ExitShape
{
    extension(RegistrationDbContext db)
    {
        public DbSet<Suspension> Suspensions => db.Set<Suspension>();
    }

    public static void ShapeExits(this ModelBuilder model)
    {
        model.Entity<Suspension>(e =>
        {
            e.ToTable("Suspensions");
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.DecisionReasonId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.EndingReasonId);
            e.HasIndex(x => new { x.OrganisationId, x.ReasonCode }).IsUnique().HasFilter("ended_at is null");
        });
    }
}
