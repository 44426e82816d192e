using System.Reflection;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Workflow;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommonPlatform.BuildingBlocks;

/// <summary>A module as the host sees it; the only public type of its assembly.</summary>
public interface IModule
{
    /// <summary>The steps that stories and the demonstration run through the module's own commands, by name.</summary>
    IReadOnlyDictionary<string, Step> Steps => new Dictionary<string, Step>();

    /// <summary>What the scan for handlers, validators, pages and activities doesn't find.</summary>
    void Register(IServiceCollection services, IConfiguration configuration);
}

/// <summary>Puts the building blocks and the modules together.</summary>
public static class Platform
{
    /// <summary>Registers everything; a handler, validator, event handler or due-item handler is found by its interface.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration, DataFolder folder, IReadOnlyList<IModule> modules)
    {
        Assembly[] assemblies = [.. modules.Select(m => m.GetType().Assembly)];
        services.AddSingleton(folder).AddSingleton<Site>().AddSingleton(_ => Database.From(configuration, folder.Path));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => Keys.Open(KeysFolder(configuration, folder), p.GetRequiredService<Database>().IsEmpty(), p.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddSingleton(p => new DocumentStore(folder.Path, p.GetRequiredService<Keys>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Backup>();
        services.AddSingleton<VirusScanner>().AddScoped<Uploads>().AddSingleton<IDrain, ScanDrain>();
        services.AddSingleton(_ => new HtmlToPdf(configuration["PDF_PYTHON"] is { Length: > 0 } python ? new HtmlToPdfOptions(Python: python) : null)).AddSingleton<PdfSeal>();
        services.AddSingleton<Drains>().AddHostedService(p => p.GetRequiredService<Drains>());
        Tick.Register(services);
        services.AddSingleton<EventIds>().AddScoped<UnitOfWork>().AddScoped<CurrentActor>().AddScoped<EventRows>().AddScoped<IdempotencyRows>().AddScoped<DueItems>().AddScoped<Emails>();
        services.AddScoped<IDrain, Sealer>().AddScoped<IDrain, Dispatcher>().AddScoped<IDrain, DueItemDrain>().AddScoped<IDrain, EmailDrain>().AddSingleton<IDrain, DocumentSweep>();
        if (configuration["SMTP_HOST"] is null) services.AddSingleton<IEmailAdapter, FileEmail>();
        else services.AddSingleton<IEmailAdapter, SmtpEmail>();

        services.AddScoped<CommandTransaction>().AddSingleton<IntakeWriter>();
        services.AddScoped<ServiceFactory>(p => p.GetService!).AddScoped<IMediator, Mediator>();
        foreach (var behaviour in Behaviours.InOrder) services.AddScoped(typeof(IPipelineBehavior<,>), behaviour);
        Type[] contracts = [typeof(IRequestHandler<,>), typeof(INotificationHandler<>), typeof(IValidator<>), typeof(IDueHandler), typeof(IRefusedUploads)];
        foreach (var contract in contracts)
            services.Scan(scan => scan.FromAssemblies(assemblies).AddClasses(c => c.AssignableTo(contract), publicOnly: false).AsImplementedInterfaces(i => Is(i, contract)).WithScopedLifetime());
        foreach (var context in assemblies.Append(typeof(Platform).Assembly).SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(ModuleDbContext))))
        {
            services.AddScoped(context);
            services.AddScoped(p => (ModuleDbContext)p.GetRequiredService(context));
        }
        services.AddWorkflows(configuration, assemblies);
        foreach (var module in modules) module.Register(services, configuration);
        services.AddSingleton(new EventCatalogue(Events(modules), services));
        return services;
    }

    /// <summary>Opens the keys (a database without its keys goes no further) and brings the tables of all modules up to date.</summary>
    public static async Task Migrate(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        services.GetRequiredService<Keys>();
        if (services.GetRequiredService<Database>() is { IsSqlite: true } database) database.RemoveStaleMigrationLocks();
        await using (var scope = services.CreateAsyncScope())
        {
            var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            // The platform's tables first: a module's migration may set something to be done.
            foreach (var context in scope.ServiceProvider.GetServices<ModuleDbContext>().OrderBy(c => c is not PlatformDbContext))
                if (!await AppliedMigrations.AreAll(unit, context, cancellationToken))
                    await context.Database.MigrateAsync(cancellationToken);
        }
        await using var withoutContexts = services.CreateAsyncScope();
        await withoutContexts.ServiceProvider.PinDefinitions(cancellationToken);
    }

    private static string KeysFolder(IConfiguration configuration, DataFolder folder) => configuration["KEYS_DIR"]
        ?? (configuration["DEMO"] == "1" ? folder.In("keys") : throw new KeysException("Set KEYS_DIR to a folder outside DATA_DIR: keys and data must not be lost or stolen together."));

    private static bool Is(Type candidate, Type contract) =>
        candidate == contract || (candidate.IsGenericType && candidate.GetGenericTypeDefinition() == contract);

    private static IEnumerable<Type> Events(IReadOnlyList<IModule> modules) => modules
        .SelectMany(m => m.GetType().Assembly.GetReferencedAssemblies()).Where(n => n.Name == "CommonPlatform.Contracts").Distinct()
        .Take(1).Select(Assembly.Load).SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IEvent)));
}
