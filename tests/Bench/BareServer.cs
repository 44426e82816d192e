using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.Bench;

/// <summary>The limit of a cold start: Kestrel and EF Core on SQLite with one table and one endpoint.</summary>
internal static class BareServer
{
    public static async Task<int> Run(string file, string url)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddDbContext<BareContext>(o => o.UseSqlite($"Data Source={file}"));
        var app = builder.Build();
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<BareContext>().Database.EnsureCreatedAsync();
        app.MapGet("/health/ready", async (BareContext db) => await db.Rows.CountAsync());
        app.Urls.Add(url);
        await app.RunAsync();
        return 0;
    }

    private sealed class BareContext(DbContextOptions<BareContext> options) : DbContext(options)
    {
        public DbSet<BareRow> Rows => Set<BareRow>();
    }

    private sealed class BareRow
    {
        public int Id { get; set; }
    }
}
