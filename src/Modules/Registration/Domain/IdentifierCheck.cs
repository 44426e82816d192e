namespace CommonPlatform.Registration;

/// <summary>By what an organisation proves who it is and that it may prosecute.</summary>
internal enum Identifier
{
    LegalPower,
    CompanyNumber,
    OuCode,
    Ico,
}

/// <summary>
/// One time that an officer verified an identifier, or found that it does not apply: what it said then, how, when and by whom; how it was
/// found, or why it doesn't apply, is a row of its own. A later check stands beside it and counts in its place.
/// </summary>
internal sealed record IdentifierCheck(
    Guid Id, Guid ApplicationId, Identifier Identifier, string Value, bool IsVerified, string Method, DateOnly CheckedOn, Guid EvidenceId, Guid By, DateTimeOffset At);

/// <summary>What the questionnaire says of the identifiers, and when all are seen to.</summary>
internal static class Identifiers
{
    public const string None = "none";
    public static readonly IReadOnlyList<string> Methods = ["public-register", "official-list", "document", "call-back"];

    public static string Of(Answers answers, Identifier identifier) => identifier switch
    {
        Identifier.LegalPower => answers.Organisation?.LegalPower ?? "",
        Identifier.CompanyNumber => answers.Organisation?.RegisteredNumber ?? "",
        Identifier.OuCode => answers.Organisation?.OuCode ?? "",
        _ => answers.DataProtection?.IcoNumber ?? "",
    };

    /// <summary>The power to prosecute applies to everybody, a number that was given has to be verified, and a company has one.</summary>
    public static bool MayNotApply(Answers answers, Identifier identifier) =>
        identifier is Identifier.CompanyNumber or Identifier.OuCode or Identifier.Ico && Of(answers, identifier).Length == 0
        && !(identifier == Identifier.CompanyNumber && answers.Organisation?.IsCompany == true);

    /// <summary>The latest check of what the answers say now; one of an earlier answer doesn't count.</summary>
    public static IdentifierCheck? Latest(Answers answers, IEnumerable<IdentifierCheck> checks, Identifier identifier) =>
        checks.Where(c => c.Identifier == identifier && c.Value == Of(answers, identifier)).MaxBy(c => c.At);
}
