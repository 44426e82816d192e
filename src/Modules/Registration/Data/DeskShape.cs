using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The tables of the officers' own desk.</summary>
internal static class DeskShape
{
    extension(RegistrationDbContext db)
    {
        public DbSet<Cover> Covers => db.Set<Cover>();
        public DbSet<Visit> Visits => db.Set<Visit>();
        public DbSet<SavedView> SavedViews => db.Set<SavedView>();
        public DbSet<Inconsistency> Inconsistencies => db.Set<Inconsistency>();
    }

    public static void ShapeDesk(this ModelBuilder model)
    {
        model.Entity<Cover>(e =>
        {
            e.ToTable("Covers");
            e.HasIndex(x => x.AbsentId);
            e.HasIndex(x => x.CoveringId);
        });
        model.Entity<Visit>(e =>
        {
            e.ToTable("Visits");
            e.HasKey(x => x.PersonId);
        });
        model.Entity<SavedView>(e =>
        {
            e.ToTable("SavedViews");
            e.HasIndex(x => new { x.PersonId, x.Name }).IsUnique();
        });
        model.Entity<Inconsistency>(e =>
        {
            e.ToTable("Findings");
            e.Ignore(x => x.What);
            e.Ignore(x => x.ToDo);
            e.HasIndex(x => new { x.OrganisationId, x.Code }).IsUnique().HasFilter("cleared_at is null");
        });
    }

    /// <summary>Those whose list this person works today: their own, and that of everybody whom they cover.</summary>
    public static async Task<List<Guid>> WorkedBy(this RegistrationDbContext db, Guid personId, DateOnly today, CancellationToken cancellationToken) =>
        [personId, .. await db.Covers.Where(c => c.CoveringId == personId && c.EndedAt == null && c.From <= today && c.To >= today).Select(c => c.AbsentId).Distinct().ToListAsync(cancellationToken)];
}
