using CommonPlatform.BuildingBlocks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Cases;

/// <summary>The Cases module as the host sees it.</summary>
public sealed class CasesModule : IModule
{
    /// <inheritdoc />
    public void Register(IServiceCollection services, IConfiguration configuration)
    {
    }
}
