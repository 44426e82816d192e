using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>Reads who acts from the request; the Access module knows how.</summary>
public interface IActorSource
{
    /// <summary>The signed-in person, or <see cref="Actor.Nobody"/>.</summary>
    Task<Actor> Read(HttpContext http);

    /// <summary>The same for an answer that stays open: who acts at this moment, without this counting as using the session.</summary>
    Task<Actor> Look(HttpContext http);
}

/// <summary>What every request passes through, in order.</summary>
public static class PlatformMiddleware
{
    /// <summary>The security policy of every response; nothing inline, nothing foreign.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Security headers on every response, static files and errors included.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = PolicyOf(http);
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (!headers.ContainsKey("Cache-Control")) headers.CacheControl = "no-store";
            if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            return Task.CompletedTask;
        });
        return next(http);
    });

    private static string PolicyOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<FramesOwnDocumentsAttribute>() is null
        ? ContentSecurityPolicy
        : http.Response.ContentType == "application/pdf" ? ContentSecurityPolicy.Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal) : $"{ContentSecurityPolicy}; frame-src 'self'";

    /// <summary>Takes or makes the correlation id and answers with it.</summary>
    public static IApplicationBuilder UseCorrelation(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var given = http.Request.Headers["X-Correlation-Id"].ToString();
        var id = given.Length is > 0 and <= 64 && given.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? given : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        http.TraceIdentifier = id;
        http.RequestServices.GetRequiredService<CurrentActor>().Correlation = id;
        http.Response.Headers["X-Correlation-Id"] = id;
        return next(http);
    });

    /// <summary>English or Welsh: <c>?language=cy</c> is remembered in a cookie and taken off the address.</summary>
    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var asked = http.Request.Query["language"].ToString();
        if (asked is "en" or "cy" && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Cookies.Append("language", asked, new CookieOptions
            {
                Path = "/",
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
            var rest = new QueryBuilder(http.Request.Query.Where(q => q.Key != "language"));
            http.Response.Redirect(http.Request.PathBase + http.Request.Path + rest);
            return;
        }
        var language = Language.Of(http.Request.Cookies["language"]);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB"); // numbers are the same in both languages; words come from Words
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language.Tag);
        await next(http);
    });

    private const string EventStream = "text/event-stream";

    /// <summary>Who acts, and whether the endpoint is theirs: nobody signed in goes to the sign-in page and back, what isn't yours is 404.</summary>
    public static IApplicationBuilder UseEndpointPolicies(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var current = http.RequestServices.GetRequiredService<CurrentActor>();
        current.Actor = await http.RequestServices.GetRequiredService<IActorSource>().Read(http);
        if (current.Actor.PersonId is not null) http.User = Principal(current.Actor);
        if (http.GetEndpoint() is not { } endpoint)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var policy = endpoint.Metadata.GetMetadata<NeedsAttribute>()?.Policy
            ?? throw new InvalidOperationException($"{endpoint.DisplayName} names no policy.");
        if (policy.Allows(current.Actor)) await next(http);
        else if (current.Actor.PersonId is null && http.Request.Headers.Accept == EventStream)
            (http.Response.StatusCode, http.Response.ContentType) = (StatusCodes.Status204NoContent, EventStream); // the session is over, and a browser asks no more after that
        else if (current.Actor.PersonId is null && HttpMethods.IsGet(http.Request.Method))
            http.Response.Redirect($"/sign-in{QueryString.Create("returnUrl", http.Request.Path + http.Request.QueryString)}");
        else http.Response.StatusCode = current.Actor.PersonId is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status404NotFound;
    });

    // For what the framework binds to a person: antiforgery tokens, and the navigation.
    private static ClaimsPrincipal Principal(Actor actor) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, actor.PersonId!.Value.ToString()), new(ClaimTypes.Name, actor.Name ?? ""),
            .. actor.Held.Select(h => h.Role).Distinct().Select(r => new Claim(ClaimTypes.Role, r)),
        ],
        "session"));

    /// <summary>404 for what does not exist and for what isn't yours, whatever threw it.</summary>
    public static IApplicationBuilder UseNotFound(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (NotFoundException) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    });
}
