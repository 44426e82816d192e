using CommonPlatform.Access.Demonstration;
using CommonPlatform.Access.Features.Invitations;
using CommonPlatform.Access.Features.Sessions;
using CommonPlatform.Access.Features.SignIn;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Access;

/// <summary>The Access module as the host sees it.</summary>
public sealed partial class AccessModule : IModule
{
    /// <inheritdoc />
    public IReadOnlyDictionary<string, Step> Steps => AccessSteps.All;

    /// <inheritdoc />
    public void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<IActorSource, SessionActorSource>().AddScoped<SessionNumbers>();
        services.AddScoped<IActors, StoryActors>();
        services.AddScoped<Inviting>().AddScoped<Leaving>().AddScoped<SignInLimits>().AddScoped<CodeCheck>();
        services.AddSingleton<PasswordCheck>().AddSingleton<FailuresByAddress>().AddSingleton<SignInTicket>().AddSingleton<DemoAccounts>();
    }
}
