using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using CommonPlatform.Access.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CommonPlatform.Access.Features.SignIn;

/// <summary>Identity's hash (PBKDF2, SHA-512), always outside a transaction, and as much work for an address that no account has.</summary>
internal sealed class PasswordCheck
{
    /// <summary>Counts the iterations spent on checking passwords.</summary>
    public const string Work = "access.password.iterations";

    private readonly PasswordHasher<Login> hasher;
    private readonly Counter<long> work;
    private readonly Login nobody = Login.For(Guid.Empty, "nobody");
    private readonly string hashOfNobody;

    public PasswordCheck(IConfiguration configuration, IMeterFactory meters)
    {
        hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = configuration.GetValue("PASSWORD_ITERATIONS", 210_000) }));
        hashOfNobody = hasher.HashPassword(nobody, Secrets.NewToken());
        work = meters.Create("CommonPlatform.Access").CreateCounter<long>(Work);
    }

    public string Hash(Login login, string password) => hasher.HashPassword(login, password);

    public bool IsRight(Login? login, string password)
    {
        var hash = login?.PasswordHash ?? hashOfNobody;
        work.Add(IterationsOf(hash));
        var right = hasher.VerifyHashedPassword(login ?? nobody, hash, password) != PasswordVerificationResult.Failed;
        return right && login?.PasswordHash is not null;
    }

    // Identity's third format: a byte that says so, the kind of hash, the iterations, the salt's length, salt and hash.
    private static uint IterationsOf(string hash) => BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));
}
