using System.Text;
using CommonPlatform.BuildingBlocks.Documents;

namespace CommonPlatform.Registration;

/// <summary>By what an organisation may be the same as another one.</summary>
internal enum KeyKind
{
    CompanyNumber,
    OuCode,
    BankAccount,
    EmailDomain,
    Name,
    Postcode,
    Sound,
}

/// <summary>One thing by which organisations are compared, in one spelling; the bank account as a keyed digest. Kept since an organisation first sent its questionnaire.</summary>
internal sealed record DuplicateKey(Guid OrganisationId, KeyKind Kind, string Value)
{
    private static readonly HashSet<string> LegalForms = ["limited", "ltd", "plc", "llp", "cyf", "cyfyngedig", "ccc", "the", "y"];

    /// <summary>What a like value begins with, too: four letters of a name, the district of a postcode. Null where only the same value is like it.</summary>
    public string? Beginning => Kind switch
    {
        KeyKind.Name => Value[..Math.Min(4, Value.Length)],
        KeyKind.Postcode when Value.Length > 4 => Value[..^3],
        _ => null,
    };

    public static IReadOnlyList<DuplicateKey> Of(Application application, Keys keys)
    {
        var (id, answers) = (application.OrganisationId, application.Answers);
        var found = new List<(KeyKind Kind, string Value)>
        {
            (KeyKind.CompanyNumber, answers.Organisation?.RegisteredNumber ?? ""), (KeyKind.OuCode, answers.Organisation?.OuCode ?? ""),
            (KeyKind.BankAccount, Digest(application, keys)), (KeyKind.Name, Plain(answers.Organisation?.LegalName)),
            (KeyKind.Postcode, (answers.Address?.Postcode ?? "").Replace(" ", "", StringComparison.Ordinal)),
        };
        found.AddRange(NameSound.Of(Plain(answers.Organisation?.LegalName)).Select(s => (KeyKind.Sound, s)));
        found.AddRange(Questionnaire.Emails(answers).Select(Formats.Domain).Where(d => !Questionnaire.IsFreeMail(d)).Select(d => (KeyKind.EmailDomain, d)));
        return [.. found.Where(k => k.Value.Length > 0).Distinct().Select(k => new DuplicateKey(id, k.Kind, k.Value))];
    }

    /// <summary>By what an organisation is found under a name that it has taken since.</summary>
    public static IEnumerable<DuplicateKey> OfName(Guid organisationId, string name) =>
        NameSound.Of(Plain(name)).Select(s => new DuplicateKey(organisationId, KeyKind.Sound, s)).Append(new DuplicateKey(organisationId, KeyKind.Name, Plain(name))).Where(k => k.Value.Length > 0);

    /// <summary>Words without accents, case and legal forms.</summary>
    public static string Plain(string? name) => string.Join(' ', Formats.SearchWords(name).Where(w => !LegalForms.Contains(w)));

    private static string Digest(Application application, Keys keys)
    {
        if (application.Answers.Remittance is not { ProtectedNumber.Length: > 0 } account) return "";
        var number = Encoding.UTF8.GetString(keys.Unprotect(account.ProtectedNumber, SaveRemittance.Purpose(application.Id)));
        return keys.Digest(Encoding.UTF8.GetBytes($"{account.SortCode} {number}"), "bank account");
    }
}
