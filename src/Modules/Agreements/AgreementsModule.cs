using CommonPlatform.Agreements.Demonstration;
using CommonPlatform.Agreements.Features.Reviews;
using CommonPlatform.Agreements.Features.Withdrawal;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Demonstration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Agreements;

/// <summary>The Agreements module as the host sees it.</summary>
public sealed class AgreementsModule : IModule
{
    /// <inheritdoc />
    public IReadOnlyDictionary<string, Step> Steps { get; } = AgreementsSteps.All.Concat(ReviewSteps.All).ToDictionary();

    /// <inheritdoc />
    public void Register(IServiceCollection services, IConfiguration configuration) => services.AddScoped<ServiceFigures>().AddScoped<ReviewEmails>().AddScoped<BreachEmails>().AddScoped<SealedNotes>();
}
