using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>What a start asks without EF Core: building the models of all modules would be most of it.</summary>
internal static class AppliedMigrations
{
    /// <summary>Whether every migration of a module has run.</summary>
    public static async Task<bool> AreAll(UnitOfWork unit, ModuleDbContext context, CancellationToken cancellationToken)
    {
        var table = $"{context.Prefix}_migrations";
        var tables = await unit.Query(
            unit.Database.IsSqlite ? "select count(*) from sqlite_master where name = @table" : "select count(*) from pg_tables where schemaname = current_schema() and tablename = @table",
            r => r.GetInt64(0), cancellationToken, ("@table", table));
        if (tables[0] == 0) return false;
        var run = await unit.Query($"select \"MigrationId\" from {table}", r => r.GetString(0), cancellationToken);
        return context.GetType().Assembly.GetTypes().Where(t => t.GetCustomAttribute<DbContextAttribute>()?.ContextType == context.GetType())
            .Select(t => t.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().All(run.Contains);
    }
}
