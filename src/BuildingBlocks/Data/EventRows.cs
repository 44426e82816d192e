using System.Collections.Frozen;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>Sees each event as it is written, in the same transaction (the workflow engine keeps its signals this way).</summary>
public interface IEventTap
{
    /// <summary>The event has been written under this id.</summary>
    Task Tap(Guid eventId, string name, IEvent happened, CancellationToken cancellationToken);
}

/// <summary>All events of the Contracts and who handles them; made once when the host is built.</summary>
public sealed class EventCatalogue
{
    private readonly FrozenDictionary<string, Type> types;
    private readonly FrozenDictionary<Type, string[]> handlers;

    internal EventCatalogue(IEnumerable<Type> types, IServiceCollection services)
    {
        this.types = types.ToFrozenDictionary(NameOf);
        handlers = services
            .Where(d => d.ServiceType.IsGenericType && d.ServiceType.GetGenericTypeDefinition() == typeof(INotificationHandler<>) && d.ImplementationType is not null)
            .GroupBy(d => d.ServiceType.GetGenericArguments()[0], d => d.ImplementationType!.FullName!)
            .ToFrozenDictionary(g => g.Key, g => g.Distinct().Order(StringComparer.Ordinal).ToArray());
    }

    /// <summary>Every event's name with its type.</summary>
    public IReadOnlyDictionary<string, Type> Types => types;

    /// <summary>Module and name, such as <c>Registration.ApplicationSubmitted</c>.</summary>
    public static string NameOf(Type type) => $"{type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..]}.{type.Name}";

    internal string[] HandlersOf(Type type) => handlers.GetValueOrDefault(type) ?? [];

    internal IEvent Read(string name, string body) => (IEvent)JsonSerializer.Deserialize(body, types[name], Json.Options)!;
}

/// <summary>Writes event rows: audit trail and outbox in one. Rows are insert-only; triggers on both databases see to it.</summary>
public sealed class EventRows(UnitOfWork unit, CurrentActor current, TimeProvider clock, EventCatalogue catalogue, EventIds ids, IEnumerable<IEventTap> taps)
{
    /// <summary>Writes one event with its deliveries in the open transaction.</summary>
    public async Task Append(IEvent happened, CancellationToken cancellationToken)
    {
        var (now, type) = (clock.GetUtcNow(), happened.GetType());
        var (id, name) = (ids.Next(now), EventCatalogue.NameOf(type));
        await unit.Execute(
            """
            insert into platform_events (id, name, subject, body, actor, on_behalf_of, at, correlation)
            values (@id, @name, @subject, @body, @actor, @on_behalf_of, @at, @correlation)
            """,
            cancellationToken,
            ("@id", id), ("@name", name), ("@subject", happened.Subject), ("@body", JsonSerializer.Serialize(happened, type, Json.Options)),
            ("@actor", current.Actor.Code), ("@on_behalf_of", current.OnBehalfOf), ("@at", now), ("@correlation", current.Correlation));
        await unit.Execute("insert into platform_unsealed_events (event_id) values (@id)", cancellationToken, ("@id", id));
        foreach (var handler in catalogue.HandlersOf(type))
            await unit.Execute(
                "insert into platform_deliveries (item_key, event_id, handler, attempts, next_at) values (@key, @id, @handler, 0, @at)",
                cancellationToken, ("@key", $"{id:D} {handler}"), ("@id", id), ("@handler", handler), ("@at", now));
        foreach (var tap in taps) await tap.Tap(id, name, happened, cancellationToken);
    }
}
