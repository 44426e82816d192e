using System.Data.Common;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>
/// A module's own tables, on the scope's shared connection. Names are snake case under the module's prefix; instants are microseconds,
/// money is pence, enumerations are their names; an aggregate's Version is its concurrency token.
/// </summary>
public abstract class ModuleDbContext : DbContext
{
    private readonly UnitOfWork unit;
    private readonly EventRows events;

    /// <param name="unit">The scope's connection and transaction.</param>
    /// <param name="events">Writes what the aggregates recorded.</param>
    /// <param name="prefix">The module's prefix, lower case.</param>
    protected ModuleDbContext(UnitOfWork unit, EventRows events, string prefix)
    {
        (this.unit, this.events, Prefix) = (unit, events, prefix);
        unit.Enlist(this);
    }

    /// <summary>The module's prefix on all its tables.</summary>
    public string Prefix { get; }

    /// <summary>
    /// Every column of the module that points at a stored document. What stands in none of them is swept a week after it was put; a test
    /// looks through the demonstration for columns that were forgotten here.
    /// </summary>
    public virtual IEnumerable<IQueryable<string?>> DocumentAddresses => [];

    /// <summary>Those of them that people uploaded, the columns of each <see cref="IUpload"/>: the virus scanner looks at each.</summary>
    public virtual IEnumerable<IQueryable<string?>> UploadAddresses => [];

    /// <inheritdoc />
    protected sealed override void OnConfiguring(DbContextOptionsBuilder options)
    {
        if (unit.Database.IsSqlite) options.UseSqlite(unit.Connection, o => o.MigrationsHistoryTable($"{Prefix}_migrations").UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)); // a list is one parameter, so that its statement is made once
        else options.UseNpgsql(unit.Connection, o => o.MigrationsHistoryTable($"{Prefix}_migrations").UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
        options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning)); // migrations are by hand; a test compares
    }

    /// <inheritdoc />
    protected sealed override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configuration.IgnoreAny<IEvent>();
    }

    /// <summary>The module's entities; call nothing else here, names and conversions follow by themselves.</summary>
    protected abstract void Shape(ModelBuilder model);

    /// <inheritdoc />
    protected sealed override void OnModelCreating(ModelBuilder model)
    {
        Shape(model);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (!entity.IsOwned()) entity.SetTableName($"{Prefix}_{Naming.Snake(entity.GetTableName()!)}");
            if (typeof(Entity).IsAssignableFrom(entity.ClrType)) entity.FindProperty(nameof(Entity.Version))!.IsConcurrencyToken = true;
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Naming.Snake(property.GetColumnName()));
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum && property.GetValueConverter() is null) property.SetProviderClrType(typeof(string));
                if (type == typeof(decimal) || type == typeof(TimeSpan) || type == typeof(DateTime))
                    throw new InvalidOperationException($"{entity.ClrType.Name}.{property.Name} is a {type.Name}: store pence, minutes or an instant.");
                if (property.Name == "Id" && type == typeof(Guid)) property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }
        }
    }

    /// <summary>Writes the changes, and the events that the aggregates recorded, in the command's transaction.</summary>
    /// <exception cref="ConflictException">Somebody else changed an aggregate since it was loaded.</exception>
    public sealed override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = ChangeTracker.Entries<Entity>().Where(e => e.State is EntityState.Added or EntityState.Modified || e.Entity.HasRecorded).ToList();
        if (!unit.IsOpen && ChangeTracker.HasChanges()) throw new InvalidOperationException("Every write is a command: send one through the mediator.");
        foreach (var entry in changed)
        {
            entry.Entity.Touch();
            foreach (var happened in entry.Entity.TakeRecorded()) await events.Append(happened, cancellationToken);
        }
        foreach (var upload in ChangeTracker.Entries<IUpload>().Where(e => e.State is EntityState.Added or EntityState.Modified && e.Entity.Address is { Length: > 0 }))
            await unit.Execute(ScanDrain.Wait, cancellationToken, ("@address", upload.Entity.Address));
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (DbUpdateConcurrencyException e)
        {
            var mine = (e.Entries[0].Entity as Entity)?.Version ?? 0;
            throw new ConflictException(mine - 1, mine);
        }
    }

    /// <inheritdoc />
    public sealed override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Use SaveChangesAsync.");
}

/// <summary>How handlers load what they change.</summary>
public static class Loading
{
    /// <summary>The record, or 404. Narrow the query to what the caller may see first.</summary>
    /// <exception cref="NotFoundException">There is none that this query may see.</exception>
    public static async Task<T> GetAsync<T>(this IQueryable<T> visible, Guid id, CancellationToken cancellationToken)
        where T : Entity =>
        await visible.SingleOrDefaultAsync(e => e.Id == id, cancellationToken) ?? throw new NotFoundException();

    /// <summary>The record as the form showed it.</summary>
    /// <exception cref="NotFoundException">There is none that this query may see.</exception>
    /// <exception cref="ConflictException">It has changed since.</exception>
    public static async Task<T> GetAsync<T>(this IQueryable<T> visible, Guid id, int version, CancellationToken cancellationToken)
        where T : Entity
    {
        var found = await visible.GetAsync(id, cancellationToken);
        return found.Version == version ? found : throw new ConflictException(version, found.Version);
    }

    /// <summary>Stores a record or list as JSON in a text column.</summary>
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property)
    {
        property.HasConversion(
            new ValueConverter<T, string>(v => JsonSerializer.Serialize(v, Json.Options), s => JsonSerializer.Deserialize<T>(s, Json.Options)!),
            new ValueComparer<T>(
                (a, b) => JsonSerializer.Serialize(a, Json.Options) == JsonSerializer.Serialize(b, Json.Options),
                v => JsonSerializer.Serialize(v, Json.Options).GetHashCode(StringComparison.Ordinal),
                v => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(v, Json.Options), Json.Options)!));
        return property;
    }
}

/// <summary>How everything stored as JSON is written: camel case, enumerations by name.</summary>
public static class Json
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };
}

internal static class Naming
{
    public static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 && name[i - 1] != '_' && !char.IsUpper(name[i - 1]) ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
