using CommonPlatform.Access;
using CommonPlatform.Agreements;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Cases;
using CommonPlatform.Registration;

namespace CommonPlatform.Host;

/// <summary>Builds the one application that serves people, tells stories and runs commands.</summary>
internal static class HostApp
{
    /// <summary>What the product consists of.</summary>
    public static IReadOnlyList<IModule> Modules { get; } = [new RegistrationModule(), new AgreementsModule(), new AccessModule(), new CasesModule()];

    /// <summary>The application for a data folder (DATA_DIR when none is given), with what the caller replaces: a clock, a log level.</summary>
    public static WebApplication Build(string[] args, string? dataDir = null, Action<WebApplicationBuilder>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (dataDir is not null) builder.Configuration["DATA_DIR"] = dataDir;
        var folder = FolderOf(builder.Configuration);
        replace?.Invoke(builder);
        builder.Services.AddPlatform(builder.Configuration, folder, Modules);
        builder.Services.AddPages();

        var app = builder.Build();
        app.UseCorrelation();
        app.UseSecurityHeaders();
        app.UseLanguages();
        app.UseErrorPages();
        app.UseStaticFiles();
        app.UseRouting();
        app.UseNotFound();
        app.UseEndpointPolicies();
        app.UseHome();
        app.MapRazorPages();
        app.MapHealth();
        return app;
    }

    /// <summary>The settings alone, for what has to be looked at before there is an application.</summary>
    public static IConfiguration Settings(string[] args) => WebApplication.CreateBuilder(args).Configuration;

    /// <summary>For a command that looks at an installation on SQLite and must not make one.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static void RequireDatabase(IConfiguration settings)
    {
        var folder = FolderOf(settings);
        if (!File.Exists(folder.In("platform.db"))) throw new InvalidOperationException($"{folder.Path} holds no database. Set DATA_DIR to the folder of the installation; «migrate» makes a new one.");
    }

    /// <summary>DATA_DIR, made when it isn't there.</summary>
    public static DataFolder FolderOf(IConfiguration settings) => new(Directory.CreateDirectory(settings["DATA_DIR"] ?? "var").FullName);
}
