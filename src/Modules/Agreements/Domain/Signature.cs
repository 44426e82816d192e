namespace CommonPlatform.Agreements.Domain;

/// <summary>The party that a signature binds.</summary>
internal static class Party
{
    public const string Organisation = "organisation";
    public const string AccountablePerson = "accountable-person";
    public const string Hmcts = "hmcts";
}

/// <summary>
/// What a person did to sign: the name as typed, the statements ticked, the fresh code. The sealed PDF follows outside of the
/// transaction, and only then does the signature stand.
/// </summary>
internal sealed class Signature
{
    private Signature()
    {
    }

    internal Signature(Guid id, Guid agreementId, string party, Guid personId, string name, string jobTitle, StatedAuthority? authority, Intent intent) =>
        (Id, AgreementId, Party, PersonId, Name, JobTitle, Authority, NameTyped, Statements, SteppedUpAt, At) =
        (id, agreementId, party, personId, name, jobTitle, authority, intent.NameTyped, intent.Statements, intent.SteppedUpAt, intent.At);

    public Guid Id { get; private init; }
    public Guid AgreementId { get; private init; }
    public string Party { get; private init; } = "";
    public Guid PersonId { get; private init; }
    public string Name { get; private set; } = "";
    public string JobTitle { get; private set; } = "";
    /// <summary>Null for HMCTS: its signatories hold the role that countersigns.</summary>
    public StatedAuthority? Authority { get; private set; }
    public string NameTyped { get; private set; } = "";
    public IReadOnlyList<string> Statements { get; private init; } = [];
    public DateTimeOffset SteppedUpAt { get; private init; }
    public DateTimeOffset At { get; private init; }
    public string? Pdf { get; private set; }
    public string? Sha256 { get; private set; }
    public DateTimeOffset? SealedAt { get; private set; }

    internal void Sealed(string pdf, string sha256, DateTimeOffset at) => (Pdf, Sha256, SealedAt) = (pdf, sha256, at);

    internal void Erase() => (Name, JobTitle, NameTyped, Authority) = ("", "", "", Authority is null ? null : Authority with { Words = null });

    internal void EraseDocument() => Pdf = null;
}

/// <summary>The will to sign, as given on the page.</summary>
/// <param name="NameTyped">The full name as typed.</param>
/// <param name="Statements">The codes of the statements that were ticked.</param>
/// <param name="SteppedUpAt">When the fresh code was given.</param>
/// <param name="At">Server time of the signature.</param>
internal sealed record Intent(string NameTyped, IReadOnlyList<string> Statements, DateTimeOffset SteppedUpAt, DateTimeOffset At);
