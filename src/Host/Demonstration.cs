using CommonPlatform.BuildingBlocks.Web;

namespace CommonPlatform.Host;

/// <summary>DEMO=1: an invented world, seeded through commands on a simulated clock, for a host that listens on loopback only.</summary>
internal static class Demonstration
{
    private const string Unfinished = ".seeding";

    /// <summary>Seeds an empty data folder; a seeding that was interrupted begins again.</summary>
    /// <exception cref="InvalidOperationException">The host would be reachable from elsewhere, or the folder holds data of its own.</exception>
    public static async Task Seed(string[] args)
    {
        var settings = HostApp.Settings(args);
        if (settings["DEMO"] != "1") return;
        RequireLoopback(settings);
        await SeedFolder(HostApp.FolderOf(settings));
    }

    /// <summary>True when it seeded, false when the demonstration was there already.</summary>
    /// <exception cref="InvalidOperationException">The folder holds data of its own.</exception>
    public static async Task<bool> SeedFolder(DataFolder folder)
    {
        using var instance = InstanceLock.Take(folder);
        if (File.Exists(folder.In("demo-accounts.json"))) return false;
        if (File.Exists(folder.In(Unfinished))) Clear(folder);
        else if (File.Exists(folder.In("platform.db")))
            throw new InvalidOperationException($"{folder.Path} holds data that is not a demonstration. Set DATA_DIR to another folder.");
        await File.WriteAllTextAsync(folder.In(Unfinished), "");
        Console.WriteLine("Seeding the demonstration …");
        var cast = await StoryTeller.Tell(folder.Path, TimeProvider.System.GetUtcNow().AddDays(-Stories.DemonstrationDays), TextWriter.Null, Stories.Demonstration, toNow: true);
        await StoryTeller.WriteAccounts(folder.Path, cast);
        File.Delete(folder.In(Unfinished)); // last: killed before, it is told anew or counts as done
        return true;
    }

    // Kestrel listens by its own endpoints first, then by URLS, then on every interface at the ports of HTTP_PORTS and HTTPS_PORTS.
    private static void RequireLoopback(IConfiguration settings)
    {
        var ports = new[] { "HTTP_PORTS", "HTTPS_PORTS" }.Any(p => !string.IsNullOrEmpty(settings[p]));
        var addresses = settings["URLS"] is { Length: > 0 } urls ? urls.Split(';') : ports ? ["http://*"] : ["http://127.0.0.1:5080"];
        var endpoints = settings.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? "http://*");
        if (endpoints.Concat(addresses).Any(a => !new Uri(a.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal)).IsLoopback))
            throw new InvalidOperationException("DEMO=1 shows passwords on the sign-in page: it is refused unless the host listens on loopback only.");
    }

    private static void Clear(DataFolder folder)
    {
        foreach (var file in Directory.GetFiles(folder.Path).Where(f => Path.GetFileName(f) != "lock")) File.Delete(file);
        foreach (var directory in Directory.GetDirectories(folder.Path)) Directory.Delete(directory, recursive: true);
    }
}
