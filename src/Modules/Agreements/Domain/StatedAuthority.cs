namespace CommonPlatform.Agreements.Domain;

/// <summary>By what authority a person signs: one of the usual ones, or another in their own words. An officer accepts it before the signature counts.</summary>
internal sealed record StatedAuthority(string Code, string? Words = null)
{
    public const string Office = "office";
    public const string Director = "director";
    public const string HeadOfProsecutions = "head-of-prosecutions";
    public const string SchemeOfDelegation = "scheme-of-delegation";
    public const string Other = "other";

    public static IReadOnlyList<string> Codes { get; } = [Office, Director, HeadOfProsecutions, SchemeOfDelegation, Other];
}
