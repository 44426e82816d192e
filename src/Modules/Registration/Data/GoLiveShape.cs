using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The tables of the way from acceptance to live.</summary>
internal static class GoLiveShape
{
    extension(RegistrationDbContext db)
    {
        public DbSet<NoticeRound> NoticeRounds => db.Set<NoticeRound>();
        public DbSet<Schedule> Schedules => db.Set<Schedule>();
        public DbSet<SetUp> SetUps => db.Set<SetUp>();
        public DbSet<BankChange> BankChanges => db.Set<BankChange>();
        public DbSet<GoLive> GoLives => db.Set<GoLive>();
        public DbSet<HandConfirmation> HandConfirmations => db.Set<HandConfirmation>();
        public DbSet<Waiver> Waivers => db.Set<Waiver>();
        public DbSet<Defect> Defects => db.Set<Defect>();
        public DbSet<CalendarEntry> CalendarEntries => db.Set<CalendarEntry>();
        public DbSet<CalendarFeed> CalendarFeeds => db.Set<CalendarFeed>();
        public DbSet<GateRow> Gates => db.Set<GateRow>();
    }

    public static void ShapeGoLive(this ModelBuilder model)
    {
        model.Entity<NoticeRound>(e =>
        {
            e.ToTable("NoticeRounds");
            e.Property(x => x.Findings).HasJson();
            e.HasMany(x => x.Files).WithOne().HasForeignKey(x => x.NoticeRoundId);
            e.Navigation(x => x.Files).HasField("files").AutoInclude();
            e.HasMany(x => x.Packs).WithOne().HasForeignKey(x => x.NoticeRoundId);
            e.Navigation(x => x.Packs).HasField("packs").AutoInclude();
            e.Ignore(x => x.Given).Ignore(x => x.GivenSoFar).Ignore(x => x.GivenWhenSent).Ignore(x => x.GivenSinceSent);
            e.HasIndex(x => new { x.OrganisationId, x.Number }).IsUnique();
        });
        model.Entity<IssuedPack>(e =>
        {
            e.ToTable("IssuedPacks");
            e.Ignore(x => x.Pack);
            e.HasIndex(x => new { x.NoticeRoundId, x.Family, x.Language, x.Version }).IsUnique().HasDatabaseName("ix_registration_issued_packs_once");
        });
        model.Entity<NoticeFile>(e =>
        {
            e.ToTable("NoticeFiles");
            e.HasIndex(x => x.NoticeRoundId);
        });
        model.Entity<Schedule>(e =>
        {
            e.ToTable("Schedules");
            e.Property(x => x.Results).HasJson();
            e.HasIndex(x => x.TestingFrom);
            e.HasIndex(x => x.GoLiveOn);
            e.HasMany(x => x.Proposals).WithOne().HasForeignKey(x => x.OrganisationId);
            e.Navigation(x => x.Proposals).HasField("proposals").AutoInclude();
        });
        model.Entity<DateProposal>(e =>
        {
            e.ToTable("DateProposals");
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
            e.HasIndex(x => new { x.OrganisationId, x.Kind }).IsUnique().HasFilter("answered_at is null");
        });
        model.Entity<SetUp>(e =>
        {
            e.ToTable("SetUps");
            e.Property(x => x.Offences).HasJson();
            e.HasIndex(x => x.OuCode).IsUnique();
        });
        model.Entity<BankChange>(e =>
        {
            e.ToTable("BankChanges");
            e.Property(x => x.Account).HasJson();
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.RefusalReasonId);
            e.HasIndex(x => x.OrganisationId).IsUnique().HasFilter("second_at is null and refused_at is null");
        });
        model.Entity<GoLive>(e =>
        {
            e.ToTable("GoLives");
            e.HasMany(x => x.Reviews).WithOne().HasForeignKey(x => x.OrganisationId);
            e.Navigation(x => x.Reviews).HasField("reviews").AutoInclude();
        });
        model.Entity<ReadinessReview>(e =>
        {
            e.ToTable("ReadinessReviews");
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
            e.HasIndex(x => new { x.OrganisationId, x.Number }).IsUnique();
        });
        model.Entity<HandConfirmation>(e =>
        {
            e.ToTable("HandConfirmations");
            e.HasIndex(x => new { x.OrganisationId, x.Gate }).IsUnique();
        });
        model.Entity<ServiceWeek>(e =>
        {
            e.ToTable("ServiceWeeks");
            e.HasKey(x => new { x.Monday, x.Kind });
        });
        model.Entity<Waiver>(e =>
        {
            e.ToTable("Waivers");
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.DecisionReasonId);
            e.HasIndex(x => new { x.OrganisationId, x.Gate }).IsUnique().HasFilter("closed_at is null");
        });
        model.Entity<Defect>(e =>
        {
            e.ToTable("Defects");
            e.HasMany(x => x.Steps).WithOne().HasForeignKey(x => x.DefectId);
            e.Navigation(x => x.Steps).HasField("steps").AutoInclude();
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.WhatId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.WorkaroundId);
            e.HasIndex(x => new { x.OrganisationId, x.Number }).IsUnique();
        });
        model.Entity<DefectStep>(e =>
        {
            e.ToTable("DefectSteps");
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.NoteId);
            e.HasIndex(x => new { x.DefectId, x.Number }).IsUnique();
        });
        model.Entity<CalendarEntry>(e =>
        {
            e.ToTable("CalendarEntries");
            e.HasIndex(x => new { x.OrganisationId, x.Kind, x.Matter }).IsUnique();
            e.HasIndex(x => x.FirstDay);
        });
        model.Entity<CalendarFeed>(e =>
        {
            e.ToTable("CalendarFeeds");
            e.HasIndex(x => x.SecretHash).IsUnique();
            e.HasIndex(x => new { x.PersonId, x.OrganisationId }).IsUnique().HasFilter("revoked_at is null");
        });
        model.Entity<GateRow>(e =>
        {
            e.ToTable("Gates");
            e.HasKey(x => new { x.OrganisationId, x.Number });
        });
    }
}
