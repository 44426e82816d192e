using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Moves every case that runs on a version of a process to its newest version, each in a transaction of its own.</summary>
/// <param name="DefinitionId">The process.</param>
/// <param name="From">The version that the cases leave.</param>
/// <param name="HasRead">The administrator has read where each case will stand.</param>
[Needs(Policy.Administer)]
internal sealed record MoveCases(string DefinitionId, int From, bool HasRead) : ICommand<int>
{
    internal sealed class Handler(IWorkflows workflows, DueItems due, EventRows events, TimeProvider clock) : IRequestHandler<MoveCases, int>
    {
        public async Task<int> Handle(MoveCases command, CancellationToken cancellationToken)
        {
            Rule.Require(command.HasRead, Say.MoveConfirmRead);
            var version = (await workflows.Versions(cancellationToken)).SingleOrDefault(v => v.DefinitionId == command.DefinitionId && v.Version == command.From) ?? throw new NotFoundException();
            Rule.Require(version.Version < version.Newest, Say.MoveIsNewest);
            var cases = await workflows.Running(version.DefinitionId, version.Version, cancellationToken);
            foreach (var id in cases) await due.Set(MoveCase.Of(id, version.Newest, clock.GetUtcNow()), cancellationToken);
            await events.Append(new CasesMoveAsked(Guid.CreateVersion7(clock.GetUtcNow()), version.DefinitionId, version.Version, version.Newest, cases.Count), cancellationToken);
            return cases.Count;
        }
    }
}

/// <summary>One case goes on by another version of its process.</summary>
internal sealed class MoveCase(IWorkflows workflows, RegistrationDbContext db) : IDueHandler
{
    private const string Due = "registration.move-case";

    public string Kind => Due;

    public static DueItem Of(Guid instance, int version, DateTimeOffset at) => new($"{Due} {instance:D} {version}", Due, Guid.Empty, at, $"{instance:D} {version}");

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        Move move;
        try
        {
            move = await workflows.Rederive(Guid.Parse(item.Payload[..36]), int.Parse(item.Payload[37..], System.Globalization.CultureInfo.InvariantCulture), dryRun: false, cancellationToken);
        }
        catch (NotFoundException)
        {
            return; // it ended meanwhile
        }
        (await db.Cases.GetAsync(move.CorrelationId, cancellationToken)).GoesOnByVersion(move.From, move.To);
        await db.SaveChangesAsync(cancellationToken);
    }
}
