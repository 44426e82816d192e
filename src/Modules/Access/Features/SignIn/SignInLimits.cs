using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Contracts.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Access.Features.SignIn;

internal enum SignInAnswer
{
    Accepted,
    Refused,
    Locked,
}

/// <summary>Counts failures in the open transaction. A refusal is an answer, not an exception, so that its count and its event commit.</summary>
internal sealed class SignInLimits(AccessDbContext db, UnitOfWork unit, EventRows events, TimeProvider clock, IConfiguration configuration)
{
    private readonly int allowed = configuration.GetValue("SIGN_IN_FAILURES_PER_ACCOUNT", 5);

    public static string KeyOf(string email) => Secrets.Hash($"sign-in {Login.Normalise(email)}");

    /// <summary>The row of the address, held until the transaction ends, so that guesses at once are counted one by one.</summary>
    public async Task<SignInLimit> Hold(string key, CancellationToken cancellationToken)
    {
        await unit.Execute(
            """
            insert into access_sign_in_limits (address_hash, failures, last_failure_at) values (@key, 0, 0)
            on conflict (address_hash) do update set failures = access_sign_in_limits.failures
            """,
            cancellationToken, ("@key", key));
        return await db.SignInLimits.SingleAsync(l => l.AddressHash == key, cancellationToken);
    }

    public async Task<SignInAnswer> Refuse(SignInLimit limit, Guid? personId, string kind, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (limit.IsLocked(now))
        {
            await events.Append(new SignInRefused(personId, "locked"), cancellationToken);
            return SignInAnswer.Locked;
        }
        await events.Append(new SignInRefused(personId, kind), cancellationToken);
        if (!limit.Fail(allowed, now)) return SignInAnswer.Refused;
        await events.Append(new SignInLocked(personId, limit.LockedUntil!.Value), cancellationToken);
        return SignInAnswer.Locked;
    }
}
