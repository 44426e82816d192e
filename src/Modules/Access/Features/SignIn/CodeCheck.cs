using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.SignIn;

/// <summary>Checks an authenticator code in the open transaction: right, never used before, and not after too many wrong ones.</summary>
internal sealed class CodeCheck(AccessDbContext db, UnitOfWork unit, SignInLimits limits, Keys keys, TimeProvider clock)
{
    public async Task<SignInAnswer> Check(Guid personId, string code, CancellationToken cancellationToken)
    {
        var email = await db.Logins.Where(l => l.Id == personId).Select(l => l.Email!).SingleAsync(cancellationToken);
        var limit = await limits.Hold(SignInLimits.KeyOf(email), cancellationToken);
        var secret = await db.AuthenticatorSecrets.SingleOrDefaultAsync(a => a.PersonId == personId && a.ConfirmedAt != null, cancellationToken);
        if (limit.IsLocked(clock.GetUtcNow()) || secret is null || !await UseOnce(secret, code, cancellationToken))
            return await limits.Refuse(limit, personId, "code", cancellationToken);
        limit.Succeed();
        return SignInAnswer.Accepted;
    }

    /// <summary>Whether the code is right and nobody has used it; from now on somebody has.</summary>
    public async Task<bool> UseOnce(AuthenticatorSecret secret, string code, CancellationToken cancellationToken)
    {
        var plain = keys.Unprotect(secret.Protected, AuthenticatorSecret.Purpose(secret.PersonId));
        if (Totp.StepOf(plain, code, clock.GetUtcNow()) is not { } step) return false;
        return await unit.Execute(
            "insert into access_used_steps (person_id, step) values (@person, @step) on conflict (person_id, step) do nothing",
            cancellationToken, ("@person", secret.PersonId), ("@step", step)) == 1;
    }
}
