using CommonPlatform.Access;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Host;

if (CommandLine.Asks(args)) return await CommandLine.Run(args);

try
{
    await Demonstration.Seed(args);
    await using var app = HostApp.Build(args);
    using var instance = app.Services.GetRequiredService<Database>().IsSqlite ? InstanceLock.Take(app.Services.GetRequiredService<DataFolder>()) : null;
    await app.Services.Migrate();
    await app.Services.PoliciesOf(((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints));
    if (app.Configuration["DEMO"] != "1" && await AccessModule.FirstAdministrator(app.Services) is { } first)
        Console.WriteLine($"There are no accounts yet. Open this link within 28 days to set up the administrator's, {first.Email}. It is shown this once:\n{first.Link}");
    if (app.Environment.IsProduction()) app.Lifetime.ApplicationStarted.Register(() => _ = WarmUp(app));
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is InvalidOperationException or KeysException or InvalidDefinitionException or PdfUnavailableException) // the demonstration has PDFs
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

// In the background, so that the first document finds a warm worker, and the log says at once what is missing.
static async Task WarmUp(WebApplication app)
{
    var scanner = app.Services.GetRequiredService<VirusScanner>();
    if (!scanner.IsConfigured) app.Logger.LogWarning("{Standing}", scanner.Standing);
    if (await app.Services.GetRequiredService<HtmlToPdf>().WarmUp() is { } missing) app.Logger.LogWarning("{Reason}", missing.In(Language.English));
}

/// <summary>The host, visible to tests.</summary>
public partial class Program;
