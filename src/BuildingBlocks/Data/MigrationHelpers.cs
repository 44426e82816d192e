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
            create or replace function {table}_refuse() returns trigger language plpgsql as $$ begin raise exception '{table} is insert-only'; end $$;
            create trigger {table}_insert_only before update or delete or truncate on {table} for each statement execute function {table}_refuse();
            """);

    /// <summary>Rows of this table may be changed, for corrections and erasure, and never removed.</summary>
    public static void NeverRemoved(this MigrationBuilder migration, string table) => migration.Law(
        sqlite: $"create trigger {table}_no_delete before delete on {table} begin select raise(abort, '{table} rows are never removed'); end;",
        postgres: $"""
            create or replace function {table}_refuse() returns trigger language plpgsql as $$ begin raise exception '{table} rows are never removed'; end $$;
            create trigger {table}_never_removed before delete or truncate on {table} for each statement execute function {table}_refuse();
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
                create or replace function {table}_{name}() returns trigger language plpgsql as $$ begin if {when} then raise exception '{message}'; end if; return new; end $$;
                create trigger {table}_{name} before insert or update on {table} for each row execute function {table}_{name}();
                """);
    }

    /// <summary>Refuses an update of a row for which the condition (over old.* and new.*) holds, with this message.</summary>
    public static void RefuseChange(this MigrationBuilder migration, string table, string name, string when, string message) => migration.Law(
        sqlite: $"create trigger {table}_{name} before update on {table} when {when} begin select raise(abort, '{message}'); end;",
        postgres: $"""
            create function {table}_{name}() returns trigger language plpgsql as $$ begin if {when} then raise exception '{message}'; end if; return new; end $$;
            create trigger {table}_{name} before update on {table} for each row execute function {table}_{name}();
            """);

    /// <summary>
    /// Changes a table on both databases by making it anew. Its rows wait in another table while it is dropped and <paramref name="create"/>
    /// makes it under its own name, with its indexes and laws (triggers), which went with the old one; then they are copied back by
    /// <paramref name="columns"/> (new column to an expression over the old ones), judged by those laws. Not for a table that other tables
    /// refer to by a foreign key: the migration stops, on SQLite before anything is removed.
    /// </summary>
    public static void RebuildTable(this MigrationBuilder migration, string table, Action create, IReadOnlyDictionary<string, string> columns)
    {
        var waiting = $"{table}_waiting";
        migration.Law(
            sqlite: $"""
                create table {waiting} (n integer, constraint other_tables_refer_to_{table} check (n = 0));
                insert into {waiting} select count(*) from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table' and m.name <> '{table}' and f."table" = '{table}';
                drop table {waiting};
                """,
            postgres: "select 1;"); // it refuses by itself to drop such a table
        migration.Sql($"create table {waiting} as select * from {table};");
        migration.DropTable(table);
        create();
        migration.Sql($"insert into {table} ({string.Join(", ", columns.Keys)}) select {string.Join(", ", columns.Values)} from {waiting};");
        migration.DropTable(waiting);
    }
}
