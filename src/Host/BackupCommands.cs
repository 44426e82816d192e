using System.CommandLine;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Web;

namespace CommonPlatform.Host;

/// <summary><c>backup</c> and <c>restore</c> of an installation on SQLite.</summary>
internal static class BackupCommands
{
    private const string OnPostgres =
        "This installation is on PostgreSQL. Back it up with pg_dump (or your server's own snapshots) first and the folder DATA_DIR/documents after it; restore the documents first. docs/runbooks/backup.md has the commands.";

    public static Command Backup()
    {
        var file = new Argument<FileInfo>("file") { Description = "A new file, such as platform-2026-11-22.tar." };
        var command = new Command("backup", "Writes the database and the documents of DATA_DIR to one file, while the service runs. Keys are not in it: keep a copy of KEYS_DIR elsewhere.") { file };
        command.SetAction(async (parsed, ct) =>
        {
            var settings = HostApp.Settings([]);
            if (settings["DATABASE"] == "postgres") throw new InvalidOperationException(OnPostgres);
            HostApp.RequireDatabase(settings);
            await using var app = HostApp.Build([]);
            var contents = await app.Services.GetRequiredService<Backup>().Write(parsed.GetRequiredValue(file).FullName, ct);
            Console.WriteLine($"{parsed.GetRequiredValue(file).FullName}: the database and {contents.Files.Count - 1} more files, as at {contents.At:u}.");
            Console.WriteLine($"It can be read only with the key {contents.KeyId}. Keys are not in a backup: keep a copy of {app.Services.GetRequiredService<Keys>().Directory} somewhere else.");
            return 0;
        });
        return command;
    }

    public static Command Restore()
    {
        var file = new Argument<FileInfo>("file") { Description = "What «backup» wrote." };
        var command = new Command("restore", "Unpacks a backup into DATA_DIR, which must be empty, and reads every document in it. KEYS_DIR must hold the keys of the platform that it was made from.") { file };
        command.SetAction(async (parsed, ct) =>
        {
            var settings = HostApp.Settings([]);
            if (settings["DATABASE"] == "postgres") throw new InvalidOperationException(OnPostgres);
            var folder = HostApp.FolderOf(settings);
            RequireEmpty(folder, settings["KEYS_DIR"]);
            using var instance = InstanceLock.Take(folder);
            try
            {
                var contents = await BuildingBlocks.Data.Backup.Unpack(parsed.GetRequiredValue(file).FullName, folder, ct);
                await using var app = HostApp.Build([]);
                await app.Services.Migrate(ct);
                var documents = await app.Services.GetRequiredService<Backup>().Check(contents, ct);
                Console.WriteLine($"{folder.Path} is as it was at {contents.At:u}. The database is whole, and {documents} documents that it points at were read to their end.");
                return 0;
            }
            catch
            {
                Clear(folder, settings["KEYS_DIR"]); // it was empty before, and half an installation must not be started
                throw;
            }
        });
        return command;
    }

    private static void RequireEmpty(DataFolder folder, string? keys)
    {
        if (Inside(folder, keys).FirstOrDefault() is { } found)
            throw new InvalidOperationException($"{folder.Path} isn't empty: it holds {Path.GetFileName(found)}. A backup is restored into an empty folder only: set DATA_DIR to one.");
    }

    private static void Clear(DataFolder folder, string? keys)
    {
        foreach (var path in Inside(folder, keys).ToList())
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
    }

    // The lock file is ours, and the demonstration keeps its keys here.
    private static IEnumerable<string> Inside(DataFolder folder, string? keys) => Directory.EnumerateFileSystemEntries(folder.Path)
        .Where(p => Path.GetFileName(p) != "lock" && Path.GetFullPath(p) != Path.GetFullPath(keys ?? folder.In("keys")));
}
