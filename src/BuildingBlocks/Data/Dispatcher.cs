using System.Data.Common;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.BuildingBlocks.Data;

internal sealed record Delivery(string Handler, string Name, string Body, string Correlation);

/// <summary>Delivers committed events to their handlers. A handler's effect and its <c>done</c> commit together.</summary>
internal sealed class Dispatcher(IServiceScopeFactory scopes, EventCatalogue catalogue, TimeProvider clock, ILogger<Dispatcher> log)
    : LeasedDrain<Delivery>("platform_deliveries", scopes, clock, log)
{
    protected override (string, string) Select => ("w.handler, e.name, e.body, e.correlation", "join platform_events e on e.id = w.event_id");

    protected override Delivery Read(DbDataReader row) => new(row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5));

    protected override Task Work(IServiceProvider services, Delivery item, CancellationToken cancellationToken)
    {
        services.GetRequiredService<CurrentActor>().Correlation = item.Correlation;
        var happened = catalogue.Read(item.Name, item.Body);
        var contract = typeof(INotificationHandler<>).MakeGenericType(happened.GetType());
        var handler = services.GetServices(contract).Single(h => h!.GetType().FullName == item.Handler);
        return (Task)contract.GetMethod(nameof(INotificationHandler<IEvent>.Handle))!.Invoke(handler, [happened, cancellationToken])!;
    }
}
