using CommonPlatform.Access.Features.Invitations;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Access;

public sealed partial class AccessModule
{
    /// <summary>
    /// On a platform without any account, and only then: the link to become its administrator, for the account with the address
    /// ADMINISTRATOR_EMAIL. It is in no email and can't be had a second time: whoever starts the host reads it.
    /// </summary>
    public static async Task<(string Email, string Link)?> FirstAdministrator(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        // Asked without EF Core: every later start would wait for its model.
        if ((await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Query("select 1 from access_people limit 1", _ => 1, cancellationToken)).Count > 0) return null;
        var site = scope.ServiceProvider.GetRequiredService<Site>();
        var email = scope.ServiceProvider.GetRequiredService<IConfiguration>()["ADMINISTRATOR_EMAIL"] ?? $"administrator@{site.EmailDomain}";
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("first-start");
        var token = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new InviteFirstAdministrator(email), cancellationToken);
        return token is null ? null : (email, site.Link($"/activate/{token}"));
    }
}
