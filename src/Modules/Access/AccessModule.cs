using CommonPlatform.BuildingBlocks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Access;

/// <summary>The Access module as the host sees it.</summary>
public sealed class AccessModule : IModule
{
    /// <inheritdoc />
    public void Register(IServiceCollection services, IConfiguration configuration)
    {
    }
}
