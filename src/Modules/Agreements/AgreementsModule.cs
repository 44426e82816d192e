using CommonPlatform.BuildingBlocks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Agreements;

/// <summary>The Agreements module as the host sees it.</summary>
public sealed class AgreementsModule : IModule
{
    /// <inheritdoc />
    public void Register(IServiceCollection services, IConfiguration configuration)
    {
    }
}
