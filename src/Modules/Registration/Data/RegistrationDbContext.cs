using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CommonPlatform.Registration;

/// <summary>Organisations, their questionnaires and where their onboarding stands.</summary>
internal sealed class RegistrationDbContext(UnitOfWork unit, EventRows events) : ModuleDbContext(unit, events, "registration")
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Application> Applications => Set<Application>();
    public DbSet<OnboardingCase> Cases => Set<OnboardingCase>();
    public DbSet<Reason> Reasons => Set<Reason>();
    public DbSet<SearchWord> SearchWords => Set<SearchWord>();
    public DbSet<ReferenceFile> ReferenceFiles => Set<ReferenceFile>();
    public DbSet<ConversationEntry> Conversation => Set<ConversationEntry>();
    public DbSet<InboxEmail> Inbox => Set<InboxEmail>();
    public DbSet<MainEmailCheck> MainEmailChecks => Set<MainEmailCheck>();
    public DbSet<Clock> Clocks => Set<Clock>();
    public DbSet<OuCodeRequest> OuCodeRequests => Set<OuCodeRequest>();
    public DbSet<DuplicateKey> DuplicateKeys => Set<DuplicateKey>();
    public DbSet<DuplicateDecision> DuplicateDecisions => Set<DuplicateDecision>();
    public DbSet<Appeal> Appeals => Set<Appeal>();
    public DbSet<FieldQuestion> FieldQuestions => Set<FieldQuestion>();
    public DbSet<StageCount> StageCounts => Set<StageCount>();

    public override IEnumerable<IQueryable<string?>> DocumentAddresses => UploadAddresses;

    public override IEnumerable<IQueryable<string?>> UploadAddresses =>
    [
        Set<NoticeFile>().Where(f => f.FileName != "").Select(f => f.Address), Set<ApplicationFile>().Where(f => f.FileName != "").Select(f => f.Address),
        this.BankChanges.Where(c => c.FileName != "").Select(c => c.Address), this.HandConfirmations.Where(c => c.FileName != "").Select(c => c.Address), this.NameChanges.Where(c => c.FileName != "").Select(c => c.Address),
        this.Mergers.Where(m => m.Address != null && m.FileName != "").Select(m => m.Address), Conversation.Select(e => e.Document), Inbox.Where(e => e.Document != "").Select(e => e.Document),
        ReferenceFiles.Select(f => f.Address),
    ];

    protected override void Shape(ModelBuilder model)
    {
        model.Entity<Organisation>(e =>
        {
            e.HasIndex(x => x.Reference).IsUnique();
            e.HasIndex(x => x.ShortName).IsUnique();
        });
        model.Entity<Application>(e =>
        {
            e.Property(x => x.Answers).HasJson();
            e.HasMany(x => x.Submissions).WithOne().HasForeignKey(x => x.ApplicationId);
            e.HasMany(x => x.Decisions).WithOne().HasForeignKey(x => x.ApplicationId);
            e.HasMany(x => x.Files).WithOne().HasForeignKey(x => x.ApplicationId);
            e.Navigation(x => x.Submissions).HasField("submissions").AutoInclude();
            e.Navigation(x => x.Decisions).HasField("decisions").AutoInclude();
            e.Navigation(x => x.Files).HasField("files").AutoInclude();
            e.HasMany(x => x.Checks).WithOne().HasForeignKey(x => x.ApplicationId);
            e.Navigation(x => x.Checks).HasField("checks").AutoInclude();
            e.HasIndex(x => x.OrganisationId).IsUnique().HasFilter("ended_at is null");
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        });
        model.Entity<Submission>(e =>
        {
            e.ToTable("Submissions");
            e.Property(x => x.Answers).HasJson();
            e.HasIndex(x => new { x.ApplicationId, x.FormVersion }).IsUnique();
        });
        model.Entity<Appeal>(e =>
        {
            e.HasIndex(x => x.ApplicationId).IsUnique();
            e.HasIndex(x => x.OrganisationId);
            e.HasOne<Application>().WithMany().HasForeignKey(x => x.ApplicationId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
        });
        model.Entity<FieldQuestion>(e =>
        {
            e.Ignore(x => x.Section);
            e.Ignore(x => x.Label);
            e.HasIndex(x => new { x.ApplicationId, x.FormVersion });
            e.HasOne<Application>().WithMany().HasForeignKey(x => x.ApplicationId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
        });
        model.Entity<IdentifierCheck>(e =>
        {
            e.ToTable("IdentifierChecks");
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.EvidenceId);
            e.HasIndex(x => x.ApplicationId);
        });
        model.Entity<ApplicationFile>(e =>
        {
            e.ToTable("ApplicationFiles");
            e.HasIndex(x => x.ApplicationId);
        });
        model.Entity<Decision>(e =>
        {
            e.ToTable("Decisions");
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
            e.HasIndex(x => new { x.ApplicationId, x.FormVersion }).IsUnique();
        });
        model.Entity<OnboardingCase>(e =>
        {
            e.HasOne<Organisation>().WithOne().HasForeignKey<OnboardingCase>(x => x.Id);
            e.HasIndex(x => x.ByName).IsUnique();
            e.HasIndex(x => x.ByStage).IsUnique();
            e.HasIndex(x => x.ByDate).IsUnique();
            foreach (var kept in new[] { nameof(OnboardingCase.NextOn), nameof(OnboardingCase.NextClock), nameof(OnboardingCase.ByDate) }) // by triggers, once the row is there
                e.Property(kept).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            e.HasIndex(x => new { x.Stage, x.ByName });
            e.HasIndex(x => new { x.Stage, x.ByDate });
            e.HasIndex(x => new { x.OwnerId, x.ByDate });
            e.HasIndex(x => new { x.Turn, x.ByDate });
            e.HasIndex(x => new { x.OwnerId, x.ByName });
            e.HasIndex(x => new { x.Turn, x.ByName });
        });
        model.Entity<SearchWord>(e =>
        {
            e.HasKey(x => new { x.Word, x.OrganisationId });
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        });
        model.Entity<ReferenceFile>(e => e.HasIndex(x => new { x.Kind, x.ValidFrom }));
        model.Entity<ConversationEntry>(e =>
        {
            e.HasMany(x => x.Wordings).WithOne().HasForeignKey(x => x.EntryId);
            e.Navigation(x => x.Wordings).HasField("wordings").AutoInclude();
            e.Ignore(x => x.First);
            e.Ignore(x => x.Latest);
            e.HasIndex(x => new { x.OrganisationId, x.MadeAt });
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        });
        model.Entity<EntryWording>(e =>
        {
            e.ToTable("EntryWordings");
            e.HasIndex(x => new { x.EntryId, x.Number }).IsUnique();
        });
        model.Entity<InboxEmail>(e =>
        {
            e.HasIndex(x => x.MessageKey).IsUnique();
            e.HasIndex(x => x.ArrivedAt).HasFilter("decided_at is null");
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        });
        model.Entity<MainEmailCheck>(e =>
        {
            e.HasIndex(x => new { x.OrganisationId, x.Email }).IsUnique();
            e.HasIndex(x => x.TokenHash);
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        });
        model.Entity<Clock>(e =>
        {
            e.HasIndex(x => new { x.OrganisationId, x.Rule, x.Matter }).IsUnique().HasFilter("stopped_at is null");
            e.HasIndex(x => new { x.OrganisationId, x.StartedAt });
            e.HasIndex(x => x.Rule).HasFilter("stopped_at is null");
            e.Property<DateOnly?>("DueBy"); // written by statements, read by the triggers that keep the next date
            e.HasMany(x => x.Pauses).WithOne().HasForeignKey(x => x.ClockId);
            e.Navigation(x => x.Pauses).HasField("pauses").AutoInclude();
        });
        model.Entity<ClockPause>(e =>
        {
            e.ToTable("ClockPauses");
            e.HasIndex(x => new { x.ClockId, x.PausedAt });
            e.HasIndex(x => x.ClockId).IsUnique().HasFilter("resumed_at is null");
            e.HasIndex(x => x.EntryId).HasFilter("resumed_at is null");
        });
        model.Entity<OuCodeRequest>(e =>
        {
            e.HasIndex(x => x.OrganisationId).IsUnique().HasFilter("closed_at is null");
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        });
        model.Entity<DuplicateKey>(e =>
        {
            e.HasKey(x => new { x.OrganisationId, x.Kind, x.Value });
            e.HasIndex(x => new { x.Kind, x.Value });
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        });
        model.Entity<DuplicateDecision>(e =>
        {
            e.HasIndex(x => new { x.OrganisationId, x.OtherId });
            e.HasIndex(x => x.OtherId);
            e.HasOne<Reason>().WithMany().HasForeignKey(x => x.ReasonId);
        });
        model.Entity<StageCount>(e => e.HasKey(x => x.Stage));
        model.Entity<Counter>(e => e.ToTable("Counters").HasKey(x => x.Name));
        model.ShapeGoLive();
        model.ShapeDesk();
        model.ShapeExits();
        model.ShapeForecasts();
    }

    // Counted up by a statement; here so that the schema knows of it.
    private sealed class Counter
    {
        public string Name { get; init; } = "";
        public long Value { get; init; }
    }
}

/// <summary>Every read begins with what the caller may see; the rest doesn't exist for them.</summary>
internal static class Visibility
{
    public static IQueryable<Application> VisibleTo(this IQueryable<Application> applications, Actor actor)
    {
        if (SeesAll(actor)) return applications;
        var own = actor.Organisations();
        return applications.Where(a => own.Contains(a.OrganisationId));
    }

    public static IQueryable<OnboardingCase> VisibleTo(this IQueryable<OnboardingCase> cases, Actor actor)
    {
        if (SeesAll(actor)) return cases;
        var own = actor.Organisations();
        return cases.Where(c => own.Contains(c.Id));
    }

    /// <summary>Questionnaires that this person may fill in.</summary>
    public static IQueryable<Application> FilledInBy(this IQueryable<Application> applications, Actor actor)
    {
        var own = actor.Organisations(Roles.Applicant);
        return applications.Where(a => own.Contains(a.OrganisationId));
    }

    private static bool SeesAll(Actor actor) => actor.IsSystem || Policy.ReadOnboarding.Allows(actor);
}
