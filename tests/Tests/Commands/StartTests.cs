using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CommonPlatform.Tests.Commands;

/// <summary>What the host refuses before it serves anything, in a process of its own.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:5097")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:5097;http://*:5098")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "5097")]
    [InlineData("ASPNETCORE_HTTPS_PORTS", "5097")]
    [InlineData("Kestrel__Endpoints__Web__Url", "http://*:5097")]
    public async Task The_demonstration_is_refused_wherever_others_could_reach_it(string setting, string value)
    {
        if (Platform.OnPostgres) return; // no database is touched
        using var scratch = new Scratch();
        var said = await HostCommand.Run(1, [("DEMO", "1"), ("DATA_DIR", scratch.File("data")), (setting, value)]);
        Assert.Contains("it is refused unless the host listens on loopback only", said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(scratch.File("data"), "platform.db")));
    }

    [Fact]
    public async Task Doctor_makes_no_installation_where_there_is_none()
    {
        if (Platform.OnPostgres) return; // it is about the folder
        using var scratch = new Scratch();
        Assert.Contains("holds no database", await HostCommand.Run(1, [("DATA_DIR", scratch.File("mistyped")), ("KEYS_DIR", scratch.File("keys"))], "doctor"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch.File("keys")));
    }

    [Fact]
    public async Task One_process_owns_the_data_folder_and_a_migration_that_was_killed_holds_up_no_start()
    {
        if (Platform.OnPostgres) return; // it has locks of its own
        using var scratch = new Scratch();
        (string, string)[] settings = [("DATA_DIR", scratch.File("data")), ("KEYS_DIR", scratch.File("keys"))];
        Directory.CreateDirectory(scratch.File("data"));
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(scratch.File("data"), "platform.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """create table "__EFMigrationsLock" ("Id" integer not null primary key, "Timestamp" text not null); insert into "__EFMigrationsLock" values (1, '2026-03-02')""";
            command.ExecuteNonQuery();
        }
        await HostCommand.Run(0, settings, "migrate").WaitAsync(TimeSpan.FromMinutes(2));

        using var held = new FileStream(Path.Combine(scratch.File("data"), "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        foreach (var arguments in new string[][] { ["migrate"], [] })
            Assert.Contains("Another process uses", await HostCommand.Run(1, settings, arguments), StringComparison.Ordinal);
    }
}
