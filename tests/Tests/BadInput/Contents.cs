using System.Data.Common;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Tests.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Tests.BadInput;

/// <summary>Every table of the model with the number of its rows and a hash of all that stands in them, whichever column.</summary>
internal sealed class Contents : IDisposable
{
    private readonly DbConnection connection;
    private readonly bool onSqlite;
    private readonly string question;
    private Dictionary<string, string> last = [];
    private long lastVersion = -1;

    /// <param name="services">Of the host.</param>
    /// <param name="mayChange">Tables that are not looked at.</param>
    public Contents(IServiceProvider services, params string[] mayChange)
    {
        using var scope = services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        (connection, onSqlite) = (database.Open(), database.IsSqlite);
        if (connection is SqliteConnection sqlite) sqlite.CreateFunction("fingerprint", (string row) => (long)string.GetHashCode(row, StringComparison.Ordinal), isDeterministic: true);
        var tables = scope.ServiceProvider.GetServices<ModuleDbContext>().Select(db => db.Prefix).Append("workflow").Distinct().SelectMany(prefix => Schema.Of(database, prefix).Values).Where(t => !mayChange.Contains(t.Name)).ToList();
        if (tables.Count <= 40) throw new InvalidOperationException($"only {tables.Count} tables were found");
        question = string.Join(" union all ", tables.Select(t => $"select '{t.Name}', cast(count(*) as text) || ' ' || cast(coalesce(sum({Hash(t)}), 0) as text) from {t.Name}"));
    }

    /// <summary>By table; two readings are equal as long as nothing was changed between them.</summary>
    public Dictionary<string, string> Read()
    {
        var version = Version();
        if (version == lastVersion) return last; // nobody has committed anything since
        lastVersion = version;
        using var reader = Command(question).ExecuteReader();
        last = [];
        while (reader.Read()) last.Add(reader.GetString(0), reader.GetString(1));
        return last;
    }

    /// <summary>The tables that have changed since a reading, with commas between.</summary>
    public string ChangedSince(Dictionary<string, string> before) => string.Join(", ", Read().Where(t => before[t.Key] != t.Value).Select(t => t.Key));

    /// <summary>The first column of every row.</summary>
    public List<string> Query(string sql)
    {
        using var reader = Command(sql).ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        return rows;
    }

    private string Hash(Table table)
    {
        var row = string.Join(" || '|' || ", table.Columns.Select(c => $"coalesce({(c.Type == "BLOB" ? $"hex(\"{c.Name}\")" : $"cast(\"{c.Name}\" as text)")}, '-')"));
        return onSqlite ? $"fingerprint({row})" : $"cast(hashtextextended({row}, 0) as numeric)";
    }

    private long Version() => (long)Command(onSqlite ? "pragma data_version" : "select cast(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bigint)").ExecuteScalar()!;

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of tables that the database gave us
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    public void Dispose() => connection.Dispose();
}
