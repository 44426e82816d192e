using System.Data.Common;
using CommonPlatform.BuildingBlocks.Data;

namespace CommonPlatform.Tests.Harness;

/// <summary>A column as the database has it.</summary>
public sealed record Column(string Name, string Type, bool Nullable);

/// <summary>A table as the database has it: columns, primary key, and unique indexes by their columns (with «?» when they are partial).</summary>
public sealed record Table(string Name, IReadOnlyList<Column> Columns, string PrimaryKey, IReadOnlyList<string> UniqueIndexes)
{
    /// <summary>In which ways another table differs from this one.</summary>
    public IEnumerable<string> DifferencesFrom(Table? migrated)
    {
        if (migrated is null) return [$"{Name} is missing. In its migration:\n{Code()}"];
        var differences = new List<string>();
        foreach (var column in Columns.Except(migrated.Columns)) differences.Add($"{Name}: the model has {column}");
        foreach (var column in migrated.Columns.Except(Columns)) differences.Add($"{Name}: the migration has {column}");
        if (PrimaryKey != migrated.PrimaryKey) differences.Add($"{Name}: primary key ({PrimaryKey}) in the model, ({migrated.PrimaryKey}) in the migration");
        foreach (var index in UniqueIndexes.Except(migrated.UniqueIndexes)) differences.Add($"{Name}: the model has a unique index ({index})");
        foreach (var index in migrated.UniqueIndexes.Except(UniqueIndexes)) differences.Add($"{Name}: the migration has a unique index ({index})");
        return differences.Count == 0 ? [] : differences.Append($"In its migration:\n{Code()}");
    }

    /// <summary>What the migration must say.</summary>
    private string Code() =>
        $$"""
        migration.CreateTable(
            "{{Name}}",
            t => new
            {
        {{string.Join("\n", Columns.Select(c => $"        {c.Name} = t.Column<{ClrType(c.Type)}>({(c.Nullable ? "nullable: true" : "")}),"))}}
            },
            constraints: t => t.PrimaryKey("pk_{{Name}}", x => {{(PrimaryKey.Contains(',', StringComparison.Ordinal) ? $"new {{ {string.Join(", ", PrimaryKey.Split(',').Select(c => $"x.{c}"))} }}" : $"x.{PrimaryKey}")}}));
        {{string.Join("\n", UniqueIndexes.Select(i => $"migration.CreateIndex(\"ix_{Name}_{i.Replace(',', '_').TrimEnd('?')}\", \"{Name}\", [{string.Join(", ", i.TrimEnd('?').Split(',').Select(c => $"\"{c}\""))}], unique: true{(i.EndsWith('?') ? ", filter: …" : "")});"))}}
        """;

    private static string ClrType(string type) => type switch
    {
        "INTEGER" or "bigint" => "long",
        "integer" => "int",
        "uuid" => "Guid",
        "boolean" => "bool",
        "bytea" or "BLOB" => "byte[]",
        "date" => "DateOnly",
        "double precision" or "REAL" => "double",
        _ => "string",
    };
}

/// <summary>Reads the tables of a database.</summary>
public static class Schema
{
    /// <summary>All tables with a prefix, by name; the history of migrations is left out.</summary>
    public static IReadOnlyDictionary<string, Table> Of(Database database, string prefix)
    {
        using var connection = database.Open();
        var names = Query(
            connection,
            database.IsSqlite ? "select name from sqlite_master where type = 'table'" : "select tablename from pg_tables where schemaname = current_schema()",
            r => r.GetString(0));
        return names.Where(n => n.StartsWith(prefix + "_", StringComparison.Ordinal) && n != $"{prefix}_migrations")
            .ToDictionary(n => n, n => database.IsSqlite ? Sqlite(connection, n) : Postgres(connection, n));
    }

    /// <summary>Runs statements, such as EF Core's own script for a model.</summary>
    public static void Execute(Database database, string sql)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the script of a model
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Every text in the tables with a prefix, with its column.</summary>
    public static IReadOnlyList<(string Column, string Value)> Texts(Database database, string prefix)
    {
        var columns = Of(database, prefix).Values.SelectMany(t => t.Columns.Where(c => c.Type is "TEXT" or "text" or "character varying" or "jsonb").Select(c => (Table: t.Name, Column: c.Name))).ToList();
        using var connection = database.Open();
        return [.. columns.SelectMany(c => Query(connection, $"select cast(\"{c.Column}\" as text) from {c.Table} where \"{c.Column}\" is not null", r => ($"{c.Table}.{c.Column}", r.GetString(0))))];
    }

    private static Table Sqlite(DbConnection connection, string table)
    {
        var columns = Query(connection, $"select name, type, \"notnull\", pk from pragma_table_info('{table}')", r => (Column: new Column(r.GetString(0), r.GetString(1), r.GetInt64(2) == 0), Key: r.GetInt64(3)));
        var indexes = Query(connection, $"select name, partial from pragma_index_list('{table}') where \"unique\" = 1 and origin <> 'pk'", r => (Name: r.GetString(0), Partial: r.GetInt64(1) == 1));
        return new(
            table,
            [.. columns.Select(c => c.Column).OrderBy(c => c.Name, StringComparer.Ordinal)],
            string.Join(",", columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Column.Name)),
            [.. indexes.Select(i => string.Join(",", Query(connection, $"select name from pragma_index_info('{i.Name}')", r => r.GetString(0))) + (i.Partial ? "?" : "")).Order(StringComparer.Ordinal)]);
    }

    private static Table Postgres(DbConnection connection, string table)
    {
        var columns = Query(
            connection, $"select column_name, data_type, is_nullable from information_schema.columns where table_schema = current_schema() and table_name = '{table}'",
            r => new Column(r.GetString(0), r.GetString(1), r.GetString(2) == "YES"));
        var indexes = Query(
            connection,
            $"""
            select i.indisprimary, i.indpred is not null, (select string_agg(a.attname, ',' order by k.ord) from unnest(i.indkey) with ordinality k(att, ord) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.att)
            from pg_index i where i.indrelid = '{table}'::regclass and i.indisunique
            """,
            r => (Primary: r.GetBoolean(0), Partial: r.GetBoolean(1), Columns: r.GetString(2)));
        return new(
            table,
            [.. columns.OrderBy(c => c.Name, StringComparer.Ordinal)],
            indexes.SingleOrDefault(i => i.Primary).Columns ?? "",
            [.. indexes.Where(i => !i.Primary).Select(i => i.Columns + (i.Partial ? "?" : "")).Order(StringComparer.Ordinal)]);
    }

    private static List<T> Query<T>(DbConnection connection, string sql, Func<DbDataReader, T> read)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of tables that the database gave us
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }
}
