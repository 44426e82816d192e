using Microsoft.AspNetCore.Identity;

namespace CommonPlatform.Access.Domain;

/// <summary>
/// Identity's user: the address and the password's hash. Identity's own lock-out and authenticator check know no TimeProvider and accept
/// a code twice, so their columns are not mapped; <see cref="SignInLimit"/> and <see cref="UsedStep"/> take their place.
/// </summary>
internal sealed class Login : IdentityUser<Guid>
{
    public static Login For(Guid personId, string email) => new()
    {
        Id = personId,
        Email = email.Trim(),
        NormalizedEmail = Normalise(email),
        SecurityStamp = Secrets.NewToken(),
    };

    public static string Normalise(string email) => email.Trim().ToUpperInvariant();

    /// <summary>Whatever was begun with the old password no longer counts.</summary>
    public void SetPassword(string hash) => (PasswordHash, SecurityStamp) = (hash, Secrets.NewToken());
}
