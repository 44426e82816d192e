using CommonPlatform.Access.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CommonPlatform.Access.Features.SignIn;

/// <summary>Identity's hash (PBKDF2, SHA-512), always outside a transaction, and as much work for an address that no account has.</summary>
internal sealed class PasswordCheck
{
    private readonly PasswordHasher<Login> hasher;
    private readonly Login nobody = Login.For(Guid.Empty, "nobody");
    private readonly string hashOfNobody;

    public PasswordCheck(IConfiguration configuration)
    {
        hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = configuration.GetValue("PASSWORD_ITERATIONS", 210_000) }));
        hashOfNobody = hasher.HashPassword(nobody, Secrets.NewToken());
    }

    public string Hash(Login login, string password) => hasher.HashPassword(login, password);

    public bool IsRight(Login? login, string password)
    {
        var right = hasher.VerifyHashedPassword(login ?? nobody, login?.PasswordHash ?? hashOfNobody, password) != PasswordVerificationResult.Failed;
        return right && login?.PasswordHash is not null;
    }
}
