using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.Registration;

/// <summary>
/// Computes every organisation's gates anew each night: a day that passes changes facts too (a condition overdue, a waiver run out, an
/// offence out of force), and what went amiss on the way comes to light. Notice packs that came into force are given out on the way, and at the end
/// it looks for what doesn't fit together. One row a night, so one host does it.
/// </summary>
internal sealed class GateNight(IServiceScopeFactory scopes, DueItems due, TimeProvider clock, ILogger<GateNight> log) : IDueHandler
{
    private static readonly TimeOnly Hour = new(2, 0);

    public string Kind => "registration.gate-night";

    public static DueItem After(DateTimeOffset now)
    {
        var at = now.CivilDate().AddDays(1).InLondon(Hour);
        return new($"registration.gate-night {at.CivilDate():O}", "registration.gate-night", Guid.Empty, at, "");
    }

    /// <summary>Each organisation in a transaction of its own; doing it twice changes nothing.</summary>
    public async Task Prepare(DueItem item, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistrationDbContext>();
        foreach (var organisation in await db.Schedules.Select(s => s.Id).ToListAsync(cancellationToken)) await Send(new RefreshGates(organisation), organisation, cancellationToken);
        foreach (var organisation in await db.NoticeRounds.Where(r => r.Outcome == null).Select(r => r.OrganisationId).ToListAsync(cancellationToken))
            await Send(new RenewNoticePacks(organisation), organisation, cancellationToken);
        await Send(new CheckConsistency(), Guid.Empty, cancellationToken);
    }

    private async Task Send(ICommand<Unit> command, Guid organisation, CancellationToken cancellationToken)
    {
        await using var own = scopes.CreateAsyncScope();
        own.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("gate-night");
        try
        {
            await own.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The night's {Command} of {Organisation} failed", command.GetType().Name, organisation); // the others' nights go on
        }
    }

    public Task Handle(DueItem item, CancellationToken cancellationToken) => due.Set(After(clock.GetUtcNow()), cancellationToken);
}
