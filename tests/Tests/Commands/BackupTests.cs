using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.Tests.Agreements;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Commands;

/// <summary>The host's own commands, as an operator types them.</summary>
public class BackupTests
{
    [Fact]
    public async Task A_backup_taken_while_people_write_is_restored_whole_and_its_seals_verify()
    {
        Assert.SkipWhen(Platform.OnPostgres, "the commands are for SQLite; on PostgreSQL they say what to use");
        await using var platform = await Platform.Start();
        var parties = await Parties.Of(platform);
        var agreementPdf = (await parties.Sign(await parties.Issue())).Signatures[0].Pdf!;
        var (file, restored) = (Path.Combine(platform.Folder, "backup.tar"), Path.Combine(platform.Folder, "restored"));

        using var stop = new CancellationTokenSource();
        var began = 0;
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await platform.Nobody().Post("/register/prosecutor/start", new { OrganisationName = "Gŵyr Tramways", YourName = "Siân", Email = $"begun{++began}@tram.example" });
                await platform.Settle();
            }
        });
        var before = await Events(platform);
        Assert.Contains("Keys are not in a backup", await Run(0, platform.DataFolder, platform, "backup", file), StringComparison.Ordinal);
        var after = await Events(platform);
        await stop.CancelAsync();
        await writing;
        Assert.True(after > before, "nobody wrote during the backup");
        Assert.Contains("exists already", await Run(1, platform.DataFolder, platform, "backup", file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        Assert.Contains("isn't empty", await Run(1, platform.DataFolder, platform, "restore", file), StringComparison.Ordinal);
        Assert.Contains("documents that it points at were read", await Run(0, restored, platform, "restore", file), StringComparison.Ordinal);
        Assert.Contains("isn't empty", await Run(1, restored, platform, "restore", file), StringComparison.Ordinal);

        await using var again = await platform.Restart(("DATA_DIR", restored));
        Assert.InRange(await Events(again), before, after);
        var pdf = Path.Combine(again.Folder, "agreement.pdf");
        await File.WriteAllBytesAsync(pdf, await again.Services.GetRequiredService<DocumentStore>().Read(agreementPdf, default));
        await Run(0, restored, again, "verify", pdf);
        (await parties.Accountable.At(again).Get("/account")).ShouldBeOk(); // sessions are rows, and the ring that their cookie needs came along
    }

    [Fact]
    public async Task A_damaged_backup_and_one_without_its_keys_are_refused_and_leave_nothing()
    {
        Assert.SkipWhen(Platform.OnPostgres, "the commands are for SQLite; on PostgreSQL they say what to use");
        await using var platform = await Platform.Start();
        await (await Parties.Of(platform)).Issue();
        var (file, target) = (Path.Combine(platform.Folder, "backup.tar"), Path.Combine(platform.Folder, "target"));
        await Run(0, platform.DataFolder, platform, "backup", file);
        var bytes = await File.ReadAllBytesAsync(file);

        foreach (var (name, damaged) in new (string, byte[])[]
        {
            ("cut", bytes[..(bytes.Length / 2)]), ("without its list", bytes[..^20_000]), ("no tar", "hello"u8.ToArray()), ("changed", [.. bytes[..40_000], (byte)~bytes[40_000], .. bytes[40_001..]]),
        })
        {
            await File.WriteAllBytesAsync($"{file}.bad", damaged);
            var said = await Run(1, target, platform, "restore", $"{file}.bad");
            Assert.True(said.Contains("backup of Common Platform", StringComparison.Ordinal) || said.Contains("damaged", StringComparison.Ordinal), $"{name}: {said}");
            Assert.Equal(["lock"], Directory.GetFileSystemEntries(target).Select(Path.GetFileName));
        }
        var (data, keys) = (Path.Combine(platform.Folder, "other"), Path.Combine(platform.Folder, "other-keys")); // another installation's
        await HostCommand.Run(0, [("DATA_DIR", data), ("KEYS_DIR", keys)], "migrate");
        Assert.Contains("Set KEYS_DIR to the keys", await HostCommand.Run(1, [("DATA_DIR", target), ("KEYS_DIR", keys)], "restore", file), StringComparison.Ordinal);
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(target).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Each_command_says_what_it_does_and_on_PostgreSQL_what_to_do_instead()
    {
        await using var platform = await Platform.Start();
        foreach (var command in new[] { "backup", "restore", "seed", "migrate", "verify", "doctor", "story" })
            Assert.Contains("Description:", await Run(0, platform.DataFolder, platform, command, "--help"), StringComparison.Ordinal);
        foreach (var command in new[] { "backup", "restore" })
            Assert.Contains("pg_dump", await HostCommand.Run(1, [("DATA_DIR", platform.DataFolder), ("DATABASE", "postgres")], command, "some.tar"), StringComparison.Ordinal);
    }

    private static Task<long> Events(Platform platform) => platform.Read<PlatformDbContext, long>(db => Task.FromResult((long)db.Events.Count()));

    private static Task<string> Run(int expected, string data, Platform platform, params string[] arguments) =>
        HostCommand.Run(expected, [("DATA_DIR", data), ("KEYS_DIR", Path.Combine(platform.Folder, "keys"))], arguments);
}
