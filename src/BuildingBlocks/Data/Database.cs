using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>Where the rows lie: a SQLite file by default, PostgreSQL when one machine is not enough. One a host.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource? postgres;
    private readonly string? sqlite;
    private readonly ConditionalWeakTable<object, object> set = []; // connections of the pool that have their settings, which last as long as they do

    private Database(string? sqliteFile, string? postgresConnection)
    {
        if (postgresConnection is not null) postgres = NpgsqlDataSource.Create(postgresConnection);
        else sqlite = new SqliteConnectionStringBuilder { DataSource = sqliteFile, DefaultTimeout = 30 }.ToString();
    }

    /// <summary>SQLite in one file, which is made when it isn't there.</summary>
    public static Database Sqlite(string file) => new(file, null);

    /// <summary>PostgreSQL by its connection string.</summary>
    public static Database Postgres(string connectionString) => new(null, connectionString);

    /// <summary><c>DATABASE=postgres</c> with <c>ConnectionStrings:Platform</c>, otherwise <c>platform.db</c> in the data folder.</summary>
    public static Database From(IConfiguration configuration, string dataFolder) =>
        configuration["DATABASE"] == "postgres"
            ? Postgres(configuration.GetConnectionString("Platform")
                ?? throw new InvalidOperationException("DATABASE=postgres needs ConnectionStrings__Platform."))
            : Sqlite(Path.Combine(dataFolder, "platform.db"));

    /// <summary>True on SQLite, where one writer at a time passes the gate.</summary>
    public bool IsSqlite => sqlite is not null;

    /// <summary>The in-process gate before every write transaction on SQLite; on PostgreSQL it stands open.</summary>
    public WriteGate Gate { get; } = new();

    /// <summary>True until the first migration has run: only then may keys be made.</summary>
    public bool IsEmpty()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        if (IsSqlite) command.CommandText = "select count(*) from sqlite_master where name = 'platform_migrations'";
        else command.CommandText = "select count(*) from pg_tables where schemaname = current_schema() and tablename = 'platform_migrations'";
        return (long)command.ExecuteScalar()! == 0;
    }

    /// <summary>
    /// A scope's connection: open on SQLite; on PostgreSQL whoever uses it opens it, without holding a thread, and gives it back to the pool.
    /// </summary>
    internal DbConnection Connect() => postgres is not null ? postgres.CreateConnection() : Open();

    /// <summary>Opens a connection and, on SQLite, makes sure that it is WAL, synchronous=FULL and checks foreign keys.</summary>
    /// <exception cref="InvalidOperationException">SQLite did not take one of the settings; nothing may be written then.</exception>
    public DbConnection Open()
    {
        if (postgres is not null) return postgres.OpenConnection();
        var connection = new SqliteConnection(sqlite);
        connection.Open();
        if (set.TryGetValue(connection.Handle!, out _)) return connection;
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 30000;";
        command.ExecuteNonQuery();
        command.CommandText = "select (select journal_mode from pragma_journal_mode) || (select synchronous from pragma_synchronous) || (select foreign_keys from pragma_foreign_keys)";
        var settings = (string)command.ExecuteScalar()!;
        if (settings != "wal21") throw new InvalidOperationException($"SQLite runs with {settings}, not wal21 (WAL, synchronous=FULL, foreign keys).");
        set.AddOrUpdate(connection.Handle!, connection.Handle!);
        return connection;
    }

    /// <summary>Copies the SQLite database as it is at this moment to a new file, while others go on writing, and looks whether the copy is whole.</summary>
    /// <exception cref="InvalidDataException">SQLite finds the copy damaged.</exception>
    internal void Snapshot(string file)
    {
        using var from = (SqliteConnection)Open();
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        to.Open();
        from.BackupDatabase(to);
        using var command = to.CreateCommand();
        command.CommandText = "pragma journal_mode = delete"; // all in one file
        command.ExecuteNonQuery();
        command.CommandText = "pragma integrity_check";
        if ((string)command.ExecuteScalar()! is var verdict && verdict != "ok") throw new InvalidDataException($"The database is damaged: {verdict}");
    }

    /// <summary>A migration that was killed leaves a lock row, for which every later start would wait; the instance lock says that nobody runs one.</summary>
    internal void RemoveStaleMigrationLocks()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "drop table if exists \"__EFMigrationsLock\"";
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (postgres is not null) await postgres.DisposeAsync();
        else SqliteConnection.ClearPool(new SqliteConnection(sqlite));
    }
}

/// <summary>Lets one write transaction at a time through. It isn't re-entrant: a command inside a command joins its transaction.</summary>
public sealed class WriteGate
{
    private readonly SemaphoreSlim gate = new(1, 1);

    internal Task Enter(CancellationToken cancellationToken) => gate.WaitAsync(cancellationToken);

    internal void Leave() => gate.Release();
}
