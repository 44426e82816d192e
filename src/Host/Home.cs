using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Host;

internal static class Home
{
    /// <summary>The front page is for strangers: who has signed in goes on to where the role's work is.</summary>
    public static void UseHome(this WebApplication app) => app.Use(async (http, next) =>
    {
        var actor = http.RequestServices.GetRequiredService<CurrentActor>().Actor;
        if (actor.PersonId is not null && http.Request.Path == "/" && HttpMethods.IsGet(http.Request.Method)) http.Response.Redirect(Of(actor));
        else await next(http);
    });

    private static string Of(Actor actor)
    {
        if (Policy.ReadOnboarding.Allows(actor)) return "/officer";
        if (Policies.All[Policy.ReadOwnOnboarding].Roles.Any(r => r != Roles.Applicant && actor.Is(r))) return "/org";
        if (Policy.SupplyTechnology.Allows(actor)) return "/supplier";
        if (actor.Is(Roles.Suspended)) return "/org/suspension";
        if (Policy.Administer.Allows(actor)) return "/admin/users";
        return Policy.Apply.Allows(actor) ? "/application" : "/account";
    }
}
