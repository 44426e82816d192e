using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Data;

internal sealed class AccessDbContext(UnitOfWork unit, EventRows events) : ModuleDbContext(unit, events, "access")
{
    public DbSet<Person> People => Set<Person>();
    public DbSet<Login> Logins => Set<Login>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<AuthenticatorSecret> AuthenticatorSecrets => Set<AuthenticatorSecret>();
    public DbSet<UsedStep> UsedSteps => Set<UsedStep>();
    public DbSet<SignInLimit> SignInLimits => Set<SignInLimit>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<StoppedOrganisation> StoppedOrganisations => Set<StoppedOrganisation>();

    protected override void Shape(ModelBuilder model)
    {
        model.Entity<Person>(e => e.HasMany(p => p.Memberships).WithOne().HasForeignKey(m => m.PersonId));
        model.Entity<Login>(e =>
        {
            foreach (var unused in new[]
            {
                nameof(Login.UserName), nameof(Login.NormalizedUserName), nameof(Login.EmailConfirmed), nameof(Login.ConcurrencyStamp), nameof(Login.PhoneNumber),
                nameof(Login.PhoneNumberConfirmed), nameof(Login.TwoFactorEnabled), nameof(Login.LockoutEnd), nameof(Login.LockoutEnabled), nameof(Login.AccessFailedCount),
            }) e.Ignore(unused);
            e.Property(l => l.Email).IsRequired();
            e.Property(l => l.NormalizedEmail).IsRequired();
            e.HasIndex(l => l.NormalizedEmail).IsUnique();
            e.HasOne<Person>().WithOne().HasForeignKey<Login>(l => l.Id);
        });
        model.Entity<Membership>(e =>
        {
            e.HasIndex(m => new { m.PersonId, m.Role, m.OrganisationId }).IsUnique().HasFilter("held_until is null and organisation_id is not null");
            e.HasIndex(m => new { m.PersonId, m.Role }).IsUnique().HasFilter("held_until is null and organisation_id is null");
            e.HasIndex(m => new { m.OrganisationId, m.Role });
            e.HasIndex(m => m.PersonId).HasFilter("held_until is null");
        });
        model.Entity<Invitation>(e =>
        {
            e.HasIndex(i => i.TokenHash).IsUnique();
            e.HasIndex(i => i.PersonId);
            e.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId);
        });
        model.Entity<AuthenticatorSecret>(e =>
        {
            e.HasKey(a => a.PersonId);
            e.HasOne<Person>().WithOne().HasForeignKey<AuthenticatorSecret>(a => a.PersonId);
        });
        model.Entity<UsedStep>(e =>
        {
            e.HasKey(s => new { s.PersonId, s.Step });
            e.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        });
        model.Entity<StoppedOrganisation>(e => e.HasKey(s => s.OrganisationId));
        model.Entity<SignInLimit>(e => e.HasKey(l => l.AddressHash));
        model.Entity<Session>(e =>
        {
            e.HasIndex(s => s.TokenHash).IsUnique();
            e.HasIndex(s => s.PreviousTokenHash);
            e.HasIndex(s => s.PersonId);
            e.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        });
    }
}
