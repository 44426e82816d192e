using System.CommandLine;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Host;

/// <summary>The host's own commands. Each has --help, ends with 0 or 1, and says in plain words what is wrong.</summary>
internal static class CommandLine
{
    private static readonly RootCommand Root = new("Common Platform. Without a command it serves the pages.")
    {
        Migrate(), BackupCommands.Backup(), BackupCommands.Restore(), Seed(), Verify(), Doctor(), StoryTeller.Command(),
    };

    /// <summary>True when the first argument is one of the commands, or asks for help.</summary>
    public static bool Asks(string[] args) => args is [var first, ..] && (first is "--help" or "-h" or "--version" || Root.Subcommands.Any(c => c.Name == first));

    public static async Task<int> Run(string[] args)
    {
        try
        {
            return await Root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(e.GetBaseException().Message);
            return 1;
        }
    }

    private static Command Migrate()
    {
        var command = new Command("migrate", "Brings the tables of the database up to date.");
        command.SetAction(async (_, ct) =>
        {
            await using var app = HostApp.Build([]);
            using var instance = app.Services.GetRequiredService<Database>().IsSqlite ? InstanceLock.Take(app.Services.GetRequiredService<DataFolder>()) : null;
            await app.Services.Migrate(ct);
            Console.WriteLine("The tables are up to date.");
            return 0;
        });
        return command;
    }

    private static Command Seed()
    {
        var command = new Command("seed", "Fills an empty DATA_DIR with the demonstration: invented organisations and people. DEMO=1 serves it.");
        command.SetAction(async (_, _) =>
        {
            Console.WriteLine(await Demonstration.SeedFolder(HostApp.FolderOf(HostApp.Settings([])))
                ? "The demonstration is ready; demo-accounts.json lists the people."
                : "The demonstration is there already; demo-accounts.json lists the people.");
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var file = new Argument<FileInfo>("file") { Description = "A PDF that Common Platform has sealed." };
        var command = new Command("verify", "Says who sealed a PDF, when, and whether it has been changed since.") { file };
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = HostApp.Build([]);
            var report = PdfVerifier.Verify(await File.ReadAllBytesAsync(parsed.GetRequiredValue(file).FullName, ct), app.Services.GetRequiredService<Keys>().Trust);
            Console.WriteLine(report);
            return report.IsValid ? 0 : 1;
        });
        return command;
    }

    private static Command Doctor()
    {
        var command = new Command("doctor", "Looks whether everything that the platform needs is there.");
        command.SetAction(async (_, ct) =>
        {
            var settings = HostApp.Settings([]);
            if (settings["DATABASE"] != "postgres") HostApp.RequireDatabase(settings);
            await using var app = HostApp.Build([]);
            using var connection = app.Services.GetRequiredService<Database>().Open();
            Console.WriteLine("Database: answers.");
            var keys = app.Services.GetRequiredService<Keys>();
            Console.WriteLine($"Keys: {keys.Directory}, current key {keys.CurrentKeyId}.");
            var missing = await app.Services.GetRequiredService<HtmlToPdf>().WarmUp();
            Console.WriteLine(missing is null ? "PDF: can be made." : $"PDF: {missing.In(Language.English)}");
            return await ScannerAnswers(app.Services.GetRequiredService<VirusScanner>(), ct) && missing is null ? 0 : 1;
        });
        return command;
    }

    private static async Task<bool> ScannerAnswers(VirusScanner scanner, CancellationToken cancellationToken)
    {
        if (!scanner.IsConfigured) Console.WriteLine($"{(scanner.AcceptsUnscanned ? "Warning" : "Fault")}: {scanner.Standing}");
        try
        {
            if (scanner.IsConfigured) Console.WriteLine($"Virus scanner: {await scanner.Version(cancellationToken)}.");
            return scanner.IsConfigured || scanner.AcceptsUnscanned;
        }
        catch (ScannerUnavailableException fault)
        {
            Console.WriteLine($"{fault.Message} Uploads wait in quarantine.");
            return false;
        }
    }
}
