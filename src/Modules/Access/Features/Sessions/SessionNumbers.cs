using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Access.Features.Sessions;

/// <summary>Makes session numbers. The cookie goes out with the response, and only if the session's row was committed with this number.</summary>
internal sealed class SessionNumbers(IHttpContextAccessor accessor)
{
    /// <summary>The hash of a new number, for the row.</summary>
    public string Issue()
    {
        var number = Secrets.NewToken();
        if (accessor.HttpContext is { } http)
        {
            if (!http.Items.ContainsKey(typeof(SessionNumbers))) http.Response.OnStarting(() => SetCookie(http));
            http.Items[typeof(SessionNumbers)] = number;
        }
        return Secrets.Hash(number);
    }

    /// <summary><c>__Host-session</c>, Secure; plain <c>session</c> only where this machine talks to itself without TLS.</summary>
    public static string CookieName(HttpRequest request) => IsPlain(request) ? "session" : "__Host-session";

    public static CookieOptions Options(HttpRequest request) => new()
    {
        Path = "/",
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = !IsPlain(request),
    };

    private static async Task SetCookie(HttpContext http)
    {
        var number = (string)http.Items[typeof(SessionNumbers)]!;
        var hash = Secrets.Hash(number);
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<AccessDbContext>().Sessions.AnyAsync(s => s.TokenHash == hash))
            http.Response.Cookies.Append(CookieName(http.Request), number, Options(http.Request));
    }

    private static bool IsPlain(HttpRequest request) => !request.IsHttps && request.Host.Host is ("localhost" or "127.0.0.1" or "[::1]");
}
