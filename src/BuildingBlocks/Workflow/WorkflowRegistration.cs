using System.Reflection;
using CommonPlatform.BuildingBlocks.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Workflow;

internal static class WorkflowRegistration
{
    /// <summary>
    /// The engine with the activities and facts of these assemblies. Definitions lie in <c>workflows/&lt;module&gt;</c> beside the program;
    /// <c>WORKFLOWS_DIR</c> names another folder, of which everything is read.
    /// </summary>
    public static void AddWorkflows(this IServiceCollection services, IConfiguration configuration, IReadOnlyList<Assembly> assemblies)
    {
        services.AddSingleton(configuration["WORKFLOWS_DIR"] is { } folder
            ? new DefinitionFolder(folder, null)
            : new DefinitionFolder(Path.Combine(AppContext.BaseDirectory, "workflows"), [.. assemblies.Select(a => a.GetName().Name!.Split('.')[^1].ToLowerInvariant())]));
        services.Scan(scan => scan.FromAssemblies(assemblies).AddClasses(c => c.AssignableTo<IWorkflowActivity>(), publicOnly: false).AsSelf().WithScopedLifetime());
        services.Scan(scan => scan.FromAssemblies(assemblies).AddClasses(c => c.AssignableTo<IFact>(), publicOnly: false).As<IFact>().WithScopedLifetime());
        services.AddSingleton(new ActivityTypes(services.Select(d => d.ServiceType).Where(t => t.IsAssignableTo(typeof(IWorkflowActivity)) && !t.IsInterface).Distinct()));
        services.AddSingleton<Definitions>().AddSingleton<Standings>();
        services.AddScoped<Steps>().AddScoped<IWorkflows, Workflows>().AddScoped<IEventTap, SignalTap>().AddScoped<IDueHandler, WorkflowTimer>().AddScoped<IDrain, Runner>();
    }

    /// <summary>Reads and judges the definitions and pins their hashes; a fault stops the start.</summary>
    public static Task PinDefinitions(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<Definitions>().Pin(services.GetRequiredService<UnitOfWork>(), services.GetRequiredService<TimeProvider>(), cancellationToken);
}
