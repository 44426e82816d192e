using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The tables of the ways out of the platform, and of what changes on the way.</summary>
internal static class ExitShape
{
    extension(RegistrationDbContext db)
    {
        public DbSet<Suspension> Suspensions => db.Set<Suspension>();
        public DbSet<Departure> Departures => db.Set<Departure>();
        public DbSet<NameChange> NameChanges => db.Set<NameChange>();
        public DbSet<Merger> Mergers => db.Set<Merger>();
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
        model.Entity<Departure>(e =>
        {
            e.ToTable("Departures");
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
            e.HasMany(x => x.Checks).WithOne().HasForeignKey(x => x.DepartureId);
            e.Navigation(x => x.Checks).HasField("checks").AutoInclude();
            e.HasIndex(x => x.OrganisationId).IsUnique().HasFilter("taken_back_at is null");
        });
        model.Entity<NameChange>(e =>
        {
            e.ToTable("NameChanges");
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.DecisionReasonId);
            e.HasIndex(x => x.OrganisationId).IsUnique().HasFilter("approved is null");
        });
        model.Entity<Merger>(e =>
        {
            e.ToTable("Mergers");
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.IntoId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.DecisionReasonId);
            e.HasMany(x => x.People).WithOne().HasForeignKey(x => x.MergerId);
            e.Navigation(x => x.People).HasField("people").AutoInclude();
            e.HasIndex(x => x.OrganisationId).IsUnique().HasFilter("approved is null or merged_at is not null");
            e.HasIndex(x => x.IntoId);
        });
        model.Entity<MergerPerson>(e =>
        {
            e.ToTable("MergerPeople");
            e.HasIndex(x => new { x.MergerId, x.PersonId }).IsUnique();
        });
        model.Entity<DepartureCheck>(e =>
        {
            e.ToTable("DepartureChecks");
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
            e.HasIndex(x => new { x.DepartureId, x.Item }).IsUnique();
        });
    }
}
