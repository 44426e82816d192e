using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Tests.Data;

internal sealed class SpecimenModule : IModule
{
    public void Register(IServiceCollection services, IConfiguration configuration)
    {
    }
}

internal sealed class Jar : Entity
{
    public string Label { get; private set; } = "";
    public DateTimeOffset FilledAt { get; private set; }

    public static Jar Fill(Guid id, string label, DateTimeOffset at)
    {
        var jar = new Jar { Id = id, Label = label, FilledAt = at };
        jar.Record(new ApplicationStarted(id));
        return jar;
    }

    public void Relabel(string label)
    {
        Rule.Require(label != Label, new Text("BuildingBlocks.change"));
        Label = label;
        Record(new ApplicationSubmitted(Id, 1));
    }
}

internal sealed class SpecimenDbContext(UnitOfWork unit, EventRows events) : ModuleDbContext(unit, events, "specimen")
{
    public DbSet<Jar> Jars => Set<Jar>();
    public DbSet<Tally> Tallies => Set<Tally>();
    public DbSet<Slip> Slips => Set<Slip>();

    public override IEnumerable<IQueryable<string?>> DocumentAddresses => [Slips.Select(s => s.Document)];

    protected override void Shape(ModelBuilder model)
    {
        model.Entity<Jar>();
        model.Entity<Tally>().HasKey(t => t.Number);
        model.Entity<Slip>();
    }
}

/// <summary>A row that points at a document.</summary>
internal sealed class Slip
{
    public Guid Id { get; init; }
    public string Document { get; init; } = "";
}

internal sealed class Tally
{
    public int Number { get; init; }
    public Guid Subject { get; init; }
}

[DbContext(typeof(SpecimenDbContext))]
[Migration("202611220001_Specimen")]
internal sealed class SpecimenMigration : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "specimen_jars",
            t => new { id = t.Column<Guid>(), version = t.Column<int>(), label = t.Column<string>(), filled_at = t.Column<long>() },
            constraints: t => t.PrimaryKey("pk_specimen_jars", x => x.id));
        migration.CreateTable(
            "specimen_tallies",
            t => new { number = t.Column<int>().Annotation("Sqlite:Autoincrement", true).Annotation("Npgsql:ValueGenerationStrategy", Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn), subject = t.Column<Guid>() },
            constraints: t => t.PrimaryKey("pk_specimen_tallies", x => x.number));
        migration.CreateTable(
            "specimen_slips", t => new { id = t.Column<Guid>(), document = t.Column<string>() }, constraints: t => t.PrimaryKey("pk_specimen_slips", x => x.id));
        migration.Refuse("specimen_jars", "not_empty", "new.label = 'poison'", "no poison in jars");
    }
}

[Needs(Policy.Internal)]
internal sealed record FillJar(Guid Id, string Label, bool ThenFail = false) : ICommand<Guid>
{
    internal sealed class Validator : AbstractValidator<FillJar>
    {
        public Validator() => RuleFor(x => x.Label).NotEmpty().Saying(new Text("BuildingBlocks.continue"));
    }

    internal sealed class Handler(SpecimenDbContext db, BuildingBlocks.Email.Emails emails, TimeProvider clock) : IRequestHandler<FillJar, Guid>
    {
        public async Task<Guid> Handle(FillJar command, CancellationToken cancellationToken)
        {
            db.Jars.Add(Jar.Fill(command.Id, command.Label, clock.GetUtcNow()));
            await db.SaveChangesAsync(cancellationToken);
            await emails.Queue(new("someone@example.test", command.Id, Language.Welsh, new Text("BuildingBlocks.continue"), new Text("BuildingBlocks.back")), cancellationToken);
            if (command.ThenFail) throw new RuleBrokenException(new Text("BuildingBlocks.cancel"));
            return command.Id;
        }
    }
}

[Needs(Policy.Internal)]
internal sealed record RelabelJar(Guid Id, int Version, string Label) : ICommand<int>
{
    internal sealed class Handler(SpecimenDbContext db) : IRequestHandler<RelabelJar, int>
    {
        public async Task<int> Handle(RelabelJar command, CancellationToken cancellationToken)
        {
            var jar = await db.Jars.GetAsync(command.Id, command.Version, cancellationToken);
            jar.Relabel(command.Label);
            await db.SaveChangesAsync(cancellationToken);
            return jar.Version;
        }
    }
}

/// <summary>Relabels one jar, waits until the other command of the pair has relabelled its own, then relabels the other's: they lock each other out.</summary>
[Needs(Policy.Internal)]
internal sealed record RelabelBoth(Guid First, Guid Second, string Label, CountdownEvent Met) : ICommand<string>
{
    internal sealed class Handler(SpecimenDbContext db) : IRequestHandler<RelabelBoth, string>
    {
        public async Task<string> Handle(RelabelBoth command, CancellationToken cancellationToken)
        {
            (await db.Jars.SingleAsync(j => j.Id == command.First, cancellationToken)).Relabel(command.Label);
            await db.SaveChangesAsync(cancellationToken);
            if (!command.Met.IsSet) command.Met.Signal();
            await Task.Run(command.Met.Wait, cancellationToken);
            (await db.Jars.SingleAsync(j => j.Id == command.Second, cancellationToken)).Relabel(command.Label);
            await db.SaveChangesAsync(cancellationToken);
            return command.Label;
        }
    }
}

/// <summary>Sends two commands from inside one and swallows the failure of the second.</summary>
[Needs(Policy.Internal)]
internal sealed record FillTwo(Guid First, Guid Second) : ICommand<bool>
{
    internal sealed class Handler(IMediator mediator) : IRequestHandler<FillTwo, bool>
    {
        public async Task<bool> Handle(FillTwo command, CancellationToken cancellationToken)
        {
            await mediator.Send(new FillJar(command.First, "first"), cancellationToken);
            try
            {
                await mediator.Send(new FillJar(command.Second, "second", ThenFail: true), cancellationToken);
            }
            catch (RuleBrokenException)
            {
                return false; // what the test is about: swallowing must not save the first half
            }
            return true;
        }
    }
}

/// <summary>An intake; it writes by statements, as the hot paths do.</summary>
[Needs(Policy.Internal)]
internal sealed record DropStone(Guid Id, int Weight, bool ThenFail = false) : IIntake<int>
{
    internal sealed class Validator : AbstractValidator<DropStone>
    {
        public Validator() => RuleFor(x => x.Weight).GreaterThan(0).Saying(new Text("BuildingBlocks.continue"));
    }

    internal sealed class Handler(UnitOfWork unit, EventRows events) : IRequestHandler<DropStone, int>
    {
        public async Task<int> Handle(DropStone intake, CancellationToken cancellationToken)
        {
            await unit.Execute("insert into specimen_tallies (subject) values (@subject)", cancellationToken, ("@subject", intake.Id));
            await events.Append(new ApplicationStarted(intake.Id), cancellationToken);
            return intake.ThenFail ? throw new RuleBrokenException(new Text("BuildingBlocks.cancel")) : intake.Weight;
        }
    }
}

/// <summary>What must not be: an intake sent from inside a command.</summary>
[Needs(Policy.Internal)]
internal sealed record FillAndDrop(Guid Id) : ICommand<int>
{
    internal sealed class Handler(IMediator mediator) : IRequestHandler<FillAndDrop, int>
    {
        public async Task<int> Handle(FillAndDrop command, CancellationToken cancellationToken)
        {
            await mediator.Send(new FillJar(command.Id, "first"), cancellationToken);
            return await mediator.Send(new DropStone(command.Id, 1), cancellationToken);
        }
    }
}

internal sealed class TallyJars(SpecimenDbContext db) : INotificationHandler<ApplicationStarted>
{
    public static int FailuresLeft { get; set; }

    public async Task Handle(ApplicationStarted notification, CancellationToken cancellationToken)
    {
        db.Tallies.Add(new Tally { Subject = notification.OrganisationId });
        await db.SaveChangesAsync(cancellationToken);
        if (FailuresLeft-- > 0) throw new InvalidOperationException("not this time");
    }
}

internal sealed class CountDue : IDueHandler
{
    private string? prepared;

    public static List<string> Done { get; } = [];
    public static int RacesToLose { get; set; }

    public string Kind => "specimen";

    public Task Prepare(DueItem item, CancellationToken cancellationToken)
    {
        prepared = item.Key;
        return Task.CompletedTask;
    }

    public Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        if (RacesToLose-- > 0) throw new Npgsql.PostgresException("deadlock detected", "ERROR", "ERROR", "40P01");
        lock (Done) Done.Add(prepared!);
        return Task.CompletedTask;
    }
}
