using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Host;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>Stands where the drains stood: it has the chosen settlings done by processes that are killed, the others by the drains themselves.</summary>
internal sealed class MortalDrain(string folder, SimulatedClock clock, string manner) : IDrain
{
    private List<ServiceDescriptor> drains = [];
    private Func<IServiceProvider> scope = null!;

    public Func<int, bool> Dies { get; set; } = _ => false;

    public int Deaths { get; private set; }

    public int Settlings { get; private set; }

    public void StandInFor(IServiceCollection services)
    {
        drains = [.. services.Where(d => d.ServiceType == typeof(IDrain))];
        services.RemoveAll<IDrain>();
        services.AddScoped<IDrain>(p =>
        {
            scope = () => p;
            return this;
        });
    }

    public async Task<int> Drain(CancellationToken cancellationToken)
    {
        using var kill = new KillFile(folder);
        if (kill.Due(clock.GetUtcNow()) == 0) return 0;
        if (!Dies(Settlings++))
        {
            var done = 0;
            foreach (var drain in drains) done += await ((IDrain)ActivatorUtilities.CreateInstance(scope(), drain.ImplementationType!)).Drain(cancellationToken);
            return done;
        }
        do
            while (kill.Due(clock.GetUtcNow()) > 0 && await Child())
                Assert.True(++Deaths < 10_000, "It doesn't come to an end.");
        while (kill.EndLeases(clock.GetUtcNow()) > 0); // as two minutes would
        return 0;
    }

    /// <summary>True when it was killed, false when it found no more to do.</summary>
    private async Task<bool> Child()
    {
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "CommonPlatform.Tests"), ["--to-be-killed", folder, clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), manner])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        const int Killed = 128 + 9;
        Assert.True(process.ExitCode is 0 or Killed, await output + await error);
        return process.ExitCode == Killed;
    }
}

/// <summary>What runs in the process that is killed: everything that is due, by the real modules.</summary>
internal static class Victim
{
    public static async Task<int> Run(string[] how)
    {
        var (folder, now, manner) = (how[0], DateTimeOffset.Parse(how[1], CultureInfo.InvariantCulture), how[2]);
        await using var platform = Platform(folder, new SimulatedClock(now), s =>
        {
            s.AddSingleton<ICommitWatch>(new KillFile(folder, now));
            if (manner == "sloppy") s.AddSingleton<IEmailAdapter, SloppyEmail>();
        });
        await platform.GetRequiredService<Drains>().RunUntilIdle(default);
        return 0;
    }

    public static ServiceProvider Platform(string folder, SimulatedClock clock, Action<IServiceCollection> more)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["KEYS_DIR"] = Path.Combine(folder, "keys"), ["PASSWORD_ITERATIONS"] = "1000" }).Build();
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        var services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.None)).AddMetrics().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(clock)
            .AddPlatform(configuration, new DataFolder(data), HostApp.Modules);
        more(services);
        return services.BuildServiceProvider();
    }

    /// <summary>Gives each try of an email an id of its own, as the product must not.</summary>
    private sealed class SloppyEmail(DataFolder folder) : IEmailAdapter
    {
        public Task Send(WordedEmail email, CancellationToken cancellationToken)
        {
            var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
            Directory.CreateDirectory(folder.In("email"));
            File.WriteAllText(Path.Combine(folder.In("email"), $"{key}.eml"), $"Message-ID: <{key}@example.test>");
            File.WriteAllText(Path.Combine(folder.In("email"), $"{email.Key}.eml"), $"Message-ID: <{email.Key}@example.test>\n\n{email.Body}");
            return Task.CompletedTask;
        }
    }
}

/// <summary>
/// Kills this process once before and once after each commit: a file outside the database remembers across the deaths how far it is. What
/// has been leased already is let through the second time (else nobody would ever come further), to be killed before its own commit, and
/// the third time to its end.
/// </summary>
internal sealed class KillFile : ICommitWatch, IDisposable
{
    private static readonly string[] Leased = ["platform_deliveries", "platform_due_items", "platform_emails"];
    private readonly string file;
    private readonly long now;
    private readonly SqliteConnection connection;

    public KillFile(string folder, DateTimeOffset now = default)
    {
        (file, this.now) = (Path.Combine(folder, "died-before"), Instants.ToMicroseconds(now));
        connection = new($"Data Source={Path.Combine(folder, "data", "platform.db")};Pooling=False");
        connection.Open();
    }

    /// <summary>Rows of work that wait for a process.</summary>
    public long Due(DateTimeOffset at) => Ask(
        $"""
        select {Each("next_at <= @now")} + (select count(*) from platform_unsealed_events) + (select count(*) from workflow_bookmarks where next_at <= @now)
            + (select count(*) from workflow_signals s join workflow_waits w on w.correlation_id = s.correlation_id and w.event_name = s.event_name
                and w.definition_id = s.definition_id and (w.round_kind is null or (s.round_kind = w.round_kind and s.round_number <= w.round_number)))
        """, Instants.ToMicroseconds(at));

    /// <summary>Lets the leases of killed processes run out; what failed keeps its wait.</summary>
    public int EndLeases(DateTimeOffset at) => Leased.Sum(table =>
    {
        using var command = Command($"update {table} set next_at = @now where done_at is null and attempts > 0 and last_error is null and next_at > @now", Instants.ToMicroseconds(at));
        return command.ExecuteNonQuery();
    });

    public void Before()
    {
        if (File.Exists(file) || Ask($"select {Each("next_at > @now and attempts >= 3")}", now) > 0) return;
        File.WriteAllText(file, "");
        Die();
    }

    public void After()
    {
        File.Delete(file);
        if (Ask($"select {Each("next_at > @now and attempts >= 2")}", now) == 0) Die();
    }

    public void Dispose() => connection.Dispose();

    private static string Each(string what) => string.Join(" + ", Leased.Select(t => $"(select count(*) from {t} where done_at is null and {what})"));

    private long Ask(string sql, long at)
    {
        using var command = Command(sql, at);
        return (long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(string sql, long at)
    {
#pragma warning disable CA2100 // Constants of this class only.
        var command = new SqliteCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue("@now", at);
        return command;
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
