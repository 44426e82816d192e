using System.Collections.Frozen;
using System.Reflection;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>Where definitions lie, and of which modules they are.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Modules">Only the folders of these modules are read; null reads all.</param>
internal sealed record DefinitionFolder(string Path, IReadOnlyList<string>? Modules);

/// <summary>The classes behind the activity types that definitions may name.</summary>
internal sealed class ActivityTypes
{
    public ActivityTypes(IEnumerable<Type> types)
    {
        var pinned = types.Select(t => (Type: t, Attribute: t.GetCustomAttribute<ActivityAttribute>()
            ?? throw new InvalidOperationException($"{t.FullName} is a workflow activity without an [Activity] attribute."))).ToList();
        Classes = pinned.ToFrozenDictionary(p => p.Attribute.Type, p => p.Type);
        Attributes = pinned.ToFrozenDictionary(p => p.Attribute.Type, p => p.Attribute);
    }

    public FrozenDictionary<string, Type> Classes { get; }

    public FrozenDictionary<string, ActivityAttribute> Attributes { get; }
}

/// <summary>All definitions, read and judged once. A bad one stops the start.</summary>
internal sealed class Definitions(DefinitionFolder folder, ActivityTypes activities, EventCatalogue events, IServiceScopeFactory scopes)
{
    private readonly Lazy<FrozenDictionary<(string Id, int Version), Definition>> all = new(() => Load(folder, Vocabulary(activities, events, scopes)));
    private FrozenDictionary<string, string[]>? listeners;

    public Definition this[string id, int version] => all.Value.GetValueOrDefault((id, version))
        ?? throw new InvalidDefinitionException([$"There is no definition {id} version {version}."]);

    public IEnumerable<Definition> All => all.Value.Values;

    public Definition Newest(string id) => all.Value.Values.Where(d => d.Id == id).MaxBy(d => d.Version)
        ?? throw new InvalidDefinitionException([$"There is no definition {id}."]);

    /// <summary>The definitions that wait for an event somewhere.</summary>
    public string[] Listening(string eventName) => (listeners ??= all.Value.Values.SelectMany(d => d.Awaited.Select(e => (Event: e, d.Id))).Distinct()
        .GroupBy(p => p.Event).ToFrozenDictionary(g => g.Key, g => g.Select(p => p.Id).ToArray())).GetValueOrDefault(eventName) ?? [];

    /// <summary>Whether events of this name carry a round.</summary>
    public bool HasRound(string eventName) => CarriesRound(events.Types[eventName]);

    /// <summary>Refuses a start with a bad definition, one that changed under its version, or one that running cases still need and that is gone.</summary>
    public async Task Pin(UnitOfWork unit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var definitions = all.Value;
        await unit.Begin(cancellationToken);
        var pinned = (await unit.Query("select definition_id, version, hash from workflow_definitions", r => (Key: (r.GetString(0), r.GetInt32(1)), Hash: r.GetString(2)), cancellationToken))
            .ToDictionary(p => p.Key, p => p.Hash);
        var needed = (await unit.Query(
            "select definition_id, version, count(*) from workflow_instances where ended_at is null group by definition_id, version",
            r => (Key: (r.GetString(0), r.GetInt32(1)), Cases: r.GetInt64(2)), cancellationToken)).ToDictionary(n => n.Key, n => n.Cases);
        List<string> faults =
        [
            .. definitions.Values.Where(d => pinned.GetValueOrDefault((d.Id, d.Version)) is { } hash && hash != d.Hash)
                .Select(d => $"{d.File}: {d.Id}: changed after version {d.Version} was put to use ({needed.GetValueOrDefault((d.Id, d.Version))} cases run on it). "
                    + $"Put the file back as it was, and give what changed a file and a version of its own ({d.Version + 1}). A demonstration may begin anew instead, in an empty DATA_DIR."),
            .. needed.Where(n => folder.Modules is null && !definitions.ContainsKey(n.Key))
                .Select(n => $"{n.Key.Item1}: version {n.Key.Item2} is gone from {folder.Path}, but {n.Value} cases run on it. Put its file back."),
        ];
        if (faults.Count > 0)
        {
            await unit.RollbackUnlessCommitted();
            throw new InvalidDefinitionException(faults);
        }
        foreach (var fresh in definitions.Values.Where(d => !pinned.ContainsKey((d.Id, d.Version))))
            await unit.Execute(
                "insert into workflow_definitions (definition_id, version, hash, pinned_at) values (@id, @version, @hash, @at) on conflict do nothing",
                cancellationToken, ("@id", fresh.Id), ("@version", fresh.Version), ("@hash", fresh.Hash), ("@at", clock.GetUtcNow()));
        await unit.Commit(cancellationToken);
    }

    private static Vocabulary Vocabulary(ActivityTypes activities, EventCatalogue events, IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return new(activities.Attributes, events.Types.ToDictionary(e => e.Key, e => CarriesRound(e.Value)), scope.ServiceProvider.GetServices<IFact>().Select(f => f.Name).ToHashSet());
    }

    private static bool CarriesRound(Type type) => type.GetProperty(nameof(IEvent.Round)) is not null;

    private static FrozenDictionary<(string, int), Definition> Load(DefinitionFolder folder, Vocabulary vocabulary)
    {
        var (read, faults) = (new Dictionary<(string, int), Definition>(), new List<string>());
        foreach (var file in Files(folder))
        {
            try
            {
                var definition = DefinitionReader.Read(file, Path.GetRelativePath(folder.Path, file), vocabulary);
                if (!read.TryAdd((definition.Id, definition.Version), definition))
                    faults.Add($"{definition.File}: {definition.Id}: version {definition.Version} stands in {read[(definition.Id, definition.Version)].File} too");
            }
            catch (InvalidDefinitionException e)
            {
                faults.AddRange(e.Faults);
            }
        }
        return faults.Count == 0 ? read.ToFrozenDictionary() : throw new InvalidDefinitionException(faults);
    }

    private static IEnumerable<string> Files(DefinitionFolder folder) => !Directory.Exists(folder.Path) ? []
        : Directory.EnumerateFiles(folder.Path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(f => folder.Modules?.Contains(Path.GetRelativePath(folder.Path, f).Split(Path.DirectorySeparatorChar)[0]) != false);
}
