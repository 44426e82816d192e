using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>Quartz, in memory on every host, only wakes the drains; what is due stands in the database.</summary>
internal sealed class Tick(Drains drains) : IJob
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public static void Register(IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.ScheduleJob<Tick>(trigger => trigger.WithSimpleSchedule(s => s.WithInterval(Every).RepeatForever())));
        services.AddQuartzHostedService();
    }

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        drains.Wake();
        return ValueTask.CompletedTask;
    }
}
