using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CommonPlatform.Tests.Data;

/// <summary>The building blocks alone, on one of the two databases, with a tiny module of the tests' own.</summary>
public sealed class Rig : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string folder = Directory.CreateTempSubdirectory("rig-").FullName;

    private Rig(string database)
    {
        var settings = new Dictionary<string, string?> { ["KEYS_DIR"] = Path.Combine(folder, "keys") };
        if (database == "postgres") (settings["DATABASE"], settings["ConnectionStrings:Platform"]) = ("postgres", PostgresCluster.NewDatabase());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services = new ServiceCollection()
            .AddLogging(l => l.SetMinimumLevel(LogLevel.None))
            .AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(Clock)
            .AddPlatform(configuration, new DataFolder(folder), [new SpecimenModule()])
            .BuildServiceProvider();
    }

    public SimulatedClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public static TheoryData<string> Databases { get; } = ["sqlite", "postgres"];

    public static async Task<Rig> On(string database)
    {
        var rig = new Rig(database);
        await rig.services.Migrate();
        return rig;
    }

    public async Task<T> Send<T>(IRequest<T> request, string? key = null)
    {
        await using var scope = services.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentActor>();
        (current.Actor, current.OneTimeKey) = (Actor.System("test"), key);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public async Task<T> Ask<T>(Func<IServiceProvider, Task<T>> question)
    {
        await using var scope = services.CreateAsyncScope();
        return await question(scope.ServiceProvider);
    }

    public Task<long> Count(string sql) => Ask(async s => (await s.GetRequiredService<UnitOfWork>().Query(sql, r => r.GetInt64(0), default))[0]);

    public Task Settle() => services.GetRequiredService<Drains>().RunUntilIdle(default);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
