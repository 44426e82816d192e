using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CommonPlatform.BuildingBlocks.Data;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(CommonPlatform.Tests.Harness.PostgresCluster))]

namespace CommonPlatform.Tests.Harness;

/// <summary>A PostgreSQL of the tests' own in a scratch folder, on loopback, started at first use and stopped at the end.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lazy<PostgresCluster> Started = new(() => new PostgresCluster().Start());
    private static int databases;
    private readonly string folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private int port;
    private bool running;

    /// <summary>The connection string of a new database: empty, or a copy of one that nobody is connected to.</summary>
    public static string NewDatabase(string? like = null)
    {
        var cluster = Started.Value;
        var name = $"test_{Interlocked.Increment(ref databases)}";
        using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // numbers of our own
        if (like is not null)
        {
            command.CommandText = $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{like}'"; // whose pool has not closed yet
            command.ExecuteNonQuery();
        }
        command.CommandText = like is null ? $"create database {name}" : $"create database {name} template {like} strategy file_copy";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return cluster.ConnectionString(name);
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Maximum Pool Size=20";

    private PostgresCluster Start()
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order().Select(d => Path.Combine(d, "bin")).LastOrDefault(Directory.Exists)
            ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
        port = FreePort();
        Run("chown", "postgres", folder);
        AsPostgres($"{bin}/initdb -D {folder}/data -A trust -U postgres -E UTF8 --no-sync");
        AsPostgres($"{bin}/pg_ctl -D {folder}/data -o '-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off' -l {folder}/log -w start");
        running = true;
        stop = () => AsPostgres($"{bin}/pg_ctl -D {folder}/data -m immediate -w stop");
        return this;
    }

    private Action stop = () => { };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void AsPostgres(string command)
    {
        if (Environment.UserName == "root") Run("su", "postgres", "-s", "/bin/sh", "-c", command);
        else Run("sh", "-c", command);
    }

    private static void Run(string program, params string[] arguments)
    {
        if (program == "chown" && Environment.UserName != "root") return;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        if (!process.WaitForExit(60_000) || process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}");
    }

    /// <summary>Stops the cluster that the tests used, if any did.</summary>
    public ValueTask DisposeAsync()
    {
        if (Started.IsValueCreated && Started.Value.running)
        {
            Started.Value.running = false;
            Started.Value.stop();
            Directory.Delete(Started.Value.folder, recursive: true);
        }
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
