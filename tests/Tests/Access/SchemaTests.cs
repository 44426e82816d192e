using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Access;

/// <summary>
/// Migrations are written by hand: the database that they make has what the model of each module says, and no other table. A table that
/// statements alone read and write stands in the model too.
/// </summary>
public sealed class SchemaTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task The_migrated_tables_are_those_of_the_models()
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var migrated = scope.ServiceProvider.GetRequiredService<Database>();
        var differences = new List<string>();
        foreach (var context in scope.ServiceProvider.GetServices<ModuleDbContext>())
        {
            await using var made = Platform.OnPostgres ? Database.Postgres(PostgresCluster.NewDatabase()) : Database.Sqlite(Path.Combine(platform.Folder, $"{context.Prefix}.db"));
            Schema.Execute(made, context.Database.GenerateCreateScript());
            var (model, real) = (Schema.Of(made, context.Prefix), Schema.Of(migrated, context.Prefix));
            differences.AddRange(model.Values.SelectMany(t => t.DifferencesFrom(real.GetValueOrDefault(t.Name))));
            differences.AddRange(real.Keys.Except(model.Keys).Select(t => $"{t}: the migration makes it, and the model of {context.GetType().Name} doesn't have it"));
        }
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }
}
