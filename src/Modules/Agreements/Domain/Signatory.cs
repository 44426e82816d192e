namespace CommonPlatform.Agreements.Domain;

/// <summary>Who is asked to sign, as named when it was issued.</summary>
internal sealed record Signatory(Guid PersonId, string Name, string JobTitle, string Email);

/// <summary>An officer's decision on the authority that the signer stated.</summary>
internal sealed record AuthorityDecision(bool Accepted, Guid By, DateTimeOffset At, Guid? ReasonId);

/// <summary>"I am not the right person": who is, in which role, and whether an officer has accepted that.</summary>
internal sealed record Delegation(string Role, string Name, string JobTitle, string Email, DateTimeOffset At, Guid? AcceptedBy = null, DateTimeOffset? AcceptedAt = null);

/// <summary>Why a round ended without a signature that counts.</summary>
internal static class ClosingCode
{
    public const string Authority = "authority";
    public const string Terms = "terms";
    public const string WrongPerson = "wrong-person";
    public const string Duplicate = "duplicate";
    public const string Questions = "questions";
    public const string Other = "other";
    public const string Recalled = "recalled";
    public const string Expired = "expired";
    public const string Withdrawn = "withdrawn";
    public const string Terminated = "terminated";
    public const string Novated = "novated";

    /// <summary>The reasons that a signatory can choose to decline.</summary>
    public static IReadOnlyList<string> ToDecline { get; } = [Terms, Authority, Duplicate, Other];
}
