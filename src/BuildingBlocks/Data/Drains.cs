using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>Works off rows that were committed for later: deliveries, due items, workflow steps, email, positions.</summary>
public interface IDrain
{
    /// <summary>Does what is due now, in transactions of its own, and says how much that was.</summary>
    Task<int> Drain(CancellationToken cancellationToken);
}

/// <summary>Wakes the drains after each commit and whenever Quartz ticks; stories and tests run them by hand on a simulated clock.</summary>
public sealed class Drains(IServiceScopeFactory scopes, ILogger<Drains> log) : BackgroundService
{
    private readonly SemaphoreSlim woken = new(1, 1);
    private readonly SemaphoreSlim running = new(1, 1);

    /// <summary>There may be something to do.</summary>
    public void Wake()
    {
        if (woken.CurrentCount == 0)
            try { woken.Release(); }
            catch (SemaphoreFullException) { /* woken already, which is all that was wanted */ }
    }

    /// <summary>Runs all drains again and again until none finds anything due at the clock's present time.</summary>
    public async Task RunUntilIdle(CancellationToken cancellationToken)
    {
        await running.WaitAsync(cancellationToken);
        try
        {
            while (await RunOnce(cancellationToken) > 0) { }
        }
        finally
        {
            running.Release();
        }
    }

    private async Task<int> RunOnce(CancellationToken cancellationToken)
    {
        var done = 0;
        await using var scope = scopes.CreateAsyncScope();
        foreach (var drain in scope.ServiceProvider.GetServices<IDrain>()) done += await drain.Drain(cancellationToken);
        return done;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await woken.WaitAsync(stoppingToken);
                await RunUntilIdle(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The rows are still there: the next tick tries again, and readiness tells the operator.
                log.LogError(e, "A drain failed");
            }
        }
    }
}
