namespace CommonPlatform.Access.Domain;

/// <summary>What a person's authenticator app knows, encrypted; it counts from the first right code on.</summary>
internal sealed class AuthenticatorSecret
{
    public Guid PersonId { get; private init; }
    public string Protected { get; private set; } = "";
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public static AuthenticatorSecret For(Guid personId, string protectedSecret) => new() { PersonId = personId, Protected = protectedSecret };

    public static string Purpose(Guid personId) => $"totp:{personId:D}";

    public void Confirm(DateTimeOffset at) => ConfirmedAt ??= at;
}

/// <summary>A code that has been used: one person, one time step, once.</summary>
internal sealed class UsedStep
{
    public Guid PersonId { get; private init; }
    public long Step { get; private init; }
}
