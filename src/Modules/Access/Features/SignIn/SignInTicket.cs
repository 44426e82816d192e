using System.Globalization;
using System.Security.Cryptography;
using CommonPlatform.Access.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace CommonPlatform.Access.Features.SignIn;

/// <summary>Between password and code: whose password was right, for ten minutes, in an encrypted cookie. It opens nothing but the code's page.</summary>
internal sealed class SignInTicket(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Cookie = "sign-in";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly IDataProtector protector = protection.CreateProtector("Access sign-in ticket");

    public void Give(HttpContext http, Login login) => http.Response.Cookies.Append(
        Cookie, protector.Protect($"{login.Id:D} {(clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds()} {login.SecurityStamp}"), Options(http.Request));

    /// <summary>The account and the security stamp at the time; null when there is no ticket that counts.</summary>
    public (Guid PersonId, string Stamp)? Read(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } ticket) return null;
        try
        {
            var parts = protector.Unprotect(ticket).Split(' ');
            return long.Parse(parts[1], CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds() ? (Guid.Parse(parts[0]), parts[2]) : null;
        }
        catch (CryptographicException)
        {
            return null; // changed or foreign: whoever sent it is asked for the password again
        }
    }

    public static void Take(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http.Request));

    private static CookieOptions Options(HttpRequest request) => new()
    {
        Path = "/sign-in",
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
    };
}
