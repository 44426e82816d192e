using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>Stands just before and just after each commit: tests end the process there.</summary>
public interface ICommitWatch
{
    /// <summary>All is written and nothing is committed.</summary>
    void Before();

    /// <summary>All is committed and nobody knows it yet.</summary>
    void After();
}

/// <summary>
/// The one connection of a scope and, while a command runs, its one transaction. All module contexts of the scope lie on it, so that a
/// business row, its events, its due items and its workflow signal commit together or not at all.
/// </summary>
public sealed class UnitOfWork(Database database, Drains drains, ICommitWatch? watch = null) : IAsyncDisposable, IDisposable
{
    private const int UniqueTaken = 2067; // SQLITE_CONSTRAINT_UNIQUE
    private const int PrimaryKeyTaken = 1555; // SQLITE_CONSTRAINT_PRIMARYKEY
    private readonly List<DbContext> contexts = [];
    private DbConnection? connection;
    private DbTransaction? transaction;
    private bool doomed;

    /// <summary>Which database this is.</summary>
    public Database Database => database;

    /// <summary>The scope's connection; on PostgreSQL it is open only while it is used, so that waiting for a free one blocks no thread.</summary>
    public DbConnection Connection => connection ??= database.Connect();

    /// <summary>True while a command runs.</summary>
    public bool IsOpen => transaction is not null;

    internal void Enlist(DbContext context)
    {
        contexts.Add(context);
        if (transaction is not null) context.Database.UseTransaction(transaction);
    }

    /// <summary>Waits for the write gate and begins (BEGIN IMMEDIATE on SQLite).</summary>
    public async Task Begin(CancellationToken cancellationToken)
    {
        if (transaction is not null) throw new InvalidOperationException("A transaction is open already: a command inside a command joins it.");
        var open = Connection;
        if (database.IsSqlite) await database.Gate.Enter(cancellationToken);
        try
        {
            await OpenIfClosed(cancellationToken);
            transaction = open is SqliteConnection sqlite
                ? sqlite.BeginTransaction(IsolationLevel.Serializable, deferred: false)
                : await open.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            foreach (var context in contexts) await context.Database.UseTransactionAsync(transaction, cancellationToken);
        }
        catch
        {
            await Close();
            throw;
        }
    }

    /// <summary>Makes it last, then wakes whoever works on what was written.</summary>
    /// <exception cref="InvalidOperationException">A joined command failed: nothing of this transaction may last.</exception>
    public async Task Commit(CancellationToken cancellationToken)
    {
        if (doomed) throw new InvalidOperationException("A command inside this one failed; it can't be committed.");
        watch?.Before();
        await transaction!.CommitAsync(cancellationToken);
        watch?.After();
        await Close();
        drains.Wake();
    }

    /// <summary>Undoes what a failed command wrote; after a commit it does nothing.</summary>
    public async Task RollbackUnlessCommitted()
    {
        if (transaction is null) return;
        try
        {
            await transaction.RollbackAsync();
        }
        finally
        {
            foreach (var context in contexts) context.ChangeTracker.Clear();
            await Close();
        }
    }

    internal void Doom() => doomed = true;

    // On the scope's connection and transaction; parameters are named @like_this.
    private DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass constants; values come as parameters only.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value switch
            {
                null => DBNull.Value,
                DateTimeOffset instant => Instants.ToMicroseconds(instant),
                _ => value,
            };
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>Runs a statement and says how many rows it touched.</summary>
    public async Task<int> Execute(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        var opened = await OpenIfClosed(cancellationToken);
        try
        {
            await using var command = Command(sql, parameters);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            if (opened) await Connection.CloseAsync();
        }
    }

    /// <summary>Runs a query and reads every row.</summary>
    public async Task<List<T>> Query<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        var opened = await OpenIfClosed(cancellationToken);
        try
        {
            await using var command = Command(sql, parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
            return rows;
        }
        finally
        {
            if (opened) await Connection.CloseAsync();
        }
    }

    /// <summary>
    /// Until the open transaction ends, no other one goes on past a lock of the same name: for what is read and then written without a row of its own to
    /// hold on to. On SQLite there is one writer anyway.
    /// </summary>
    public Task Lock(string name, CancellationToken cancellationToken) =>
        database.IsSqlite ? Task.CompletedTask : Execute("select pg_advisory_xact_lock(hashtextextended(@name, 0))", cancellationToken, ("@name", name));

    /// <summary>True when it was closed: whoever opened it closes it.</summary>
    private async Task<bool> OpenIfClosed(CancellationToken cancellationToken)
    {
        if (Connection.State == ConnectionState.Open) return false;
        await Connection.OpenAsync(cancellationToken);
        return true;
    }

    /// <summary>True for PostgreSQL's «another transaction got in between»: repeat the whole command.</summary>
    internal static bool IsSerializationFailure(Exception e) => Cause(e) is { SqlState: "40001" or "40P01" };

    /// <summary>True when another transaction got in between: PostgreSQL says so, or what must be unique has meanwhile been taken.</summary>
    internal static bool IsLostRace(Exception e) =>
        IsSerializationFailure(e) || Cause(e) is SqliteException { SqliteExtendedErrorCode: UniqueTaken or PrimaryKeyTaken } or { SqlState: "23505" };

    /// <summary>What the database said. EF wraps it when it saves, and once more when PostgreSQL calls it transient.</summary>
    private static DbException? Cause(Exception? e) => e switch
    {
        DbException said => said,
        DbUpdateException or InvalidOperationException => Cause(e.InnerException),
        _ => null,
    };

    private async Task Close()
    {
        doomed = false;
        if (transaction is not null)
        {
            foreach (var context in contexts) await context.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
            transaction = null;
        }
        if (!database.IsSqlite && connection is not null) await connection.CloseAsync();
        if (database.IsSqlite) database.Gate.Leave();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await RollbackUnlessCommitted();
        if (connection is not null) await connection.DisposeAsync();
        connection = null;
    }

    /// <inheritdoc />
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
