namespace CommonPlatform.Access.Domain;

/// <summary>
/// How often signing in failed for one address, known to us or not, so that the answer is the same for both. The row's key is a
/// hash of the address.
/// </summary>
internal sealed class SignInLimit
{
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public string AddressHash { get; private init; } = "";
    public int Failures { get; private set; }
    public DateTimeOffset LastFailureAt { get; private set; }
    public DateTimeOffset? LockedUntil { get; private set; }

    public bool IsLocked(DateTimeOffset at) => at < LockedUntil;

    /// <summary>True when this failure locks the address.</summary>
    public bool Fail(int allowed, DateTimeOffset at)
    {
        Failures = at < LastFailureAt + LockedFor && LockedUntil is null ? Failures + 1 : 1;
        (LastFailureAt, LockedUntil) = (at, Failures >= allowed ? at + LockedFor : null);
        return LockedUntil is not null;
    }

    public void Succeed() => (Failures, LockedUntil) = (0, null);
}
