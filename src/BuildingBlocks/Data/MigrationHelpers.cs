using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>What hand-written migrations need on both databases.</summary>
public static class MigrationHelpers
{
    /// <summary>A statement that the two databases word differently: triggers, partial rules, jsonb.</summary>
    public static void Law(this MigrationBuilder migration, string sqlite, string postgres) =>
        migration.Sql(migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal) ? sqlite : postgres);

    /// <summary>Rows of this table may be written once and never changed or removed.</summary>
    public static void InsertOnly(this MigrationBuilder migration, string table) => migration.Law(
        sqlite: $"""
            create trigger {table}_no_update before update on {table} begin select raise(abort, '{table} is insert-only'); end;
            create trigger {table}_no_delete before delete on {table} begin select raise(abort, '{table} is insert-only'); end;
            """,
        postgres: $"""
            create function {table}_refuse() returns trigger language plpgsql as $$ begin raise exception '{table} is insert-only'; end $$;
            create trigger {table}_insert_only before update or delete or truncate on {table} for each statement execute function {table}_refuse();
            """);

    /// <summary>Refuses an insert or update of a row for which the condition (over new.*) holds, with this message.</summary>
    public static void Refuse(this MigrationBuilder migration, string table, string name, string when, string message)
    {
        migration.Law(
            sqlite: $"""
                create trigger {table}_{name}_insert before insert on {table} when {when} begin select raise(abort, '{message}'); end;
                create trigger {table}_{name}_update before update on {table} when {when} begin select raise(abort, '{message}'); end;
                """,
            postgres: $"""
                create function {table}_{name}() returns trigger language plpgsql as $$ begin if {when} then raise exception '{message}'; end if; return new; end $$;
                create trigger {table}_{name} before insert or update on {table} for each row execute function {table}_{name}();
                """);
    }

    /// <summary>
    /// Changes a table on both databases by making it anew: the new table is created under a temporary name by <paramref name="create"/>,
    /// rows are copied by <paramref name="columns"/> (target column to source expression), then it takes the old one's place.
    /// </summary>
    public static void RebuildTable(this MigrationBuilder migration, string table, Action<string> create, IReadOnlyDictionary<string, string> columns)
    {
        var temporary = $"{table}_rebuilt";
        create(temporary);
        migration.Sql($"insert into {temporary} ({string.Join(", ", columns.Keys)}) select {string.Join(", ", columns.Values)} from {table};");
        migration.DropTable(table);
        migration.RenameTable(temporary, newName: table);
    }
}
