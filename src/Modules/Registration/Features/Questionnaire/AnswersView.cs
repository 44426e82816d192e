using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>One question in words with its answer in words.</summary>
internal sealed record AnswerRow(Text Key, string Value, Guid? File = null);

/// <summary>The answers of one section.</summary>
internal sealed record AnswerCard(Section Section, IReadOnlyList<AnswerRow> Rows);

/// <summary>All answers in words, for the check page, the read-only view, the officer and the printed copy. Bank details are masked.</summary>
/// <param name="Answers">The answers.</param>
/// <param name="Known">The list of offences in use.</param>
/// <param name="Change">Where a section is changed; null where nothing can be.</param>
/// <param name="FilesAt">The address that a document of proof is opened at, without its id; null on paper.</param>
internal sealed record AnswersView(Answers Answers, OffenceList Known, Func<Section, string>? Change, string? FilesAt)
{
    /// <summary>How the organisation was renamed after it sent its answers, the latest first; the names of before stay beside the one of today.</summary>
    public IReadOnlyList<NameChange> Renamed { get; init; } = [];

    public IReadOnlyList<AnswerCard> Cards =>
    [
        .. new[]
        {
            Card(Section.Organisation, Answers.Organisation, Organisation), Card(Section.Address, Answers.Address, Address), Card(Section.Contacts, Answers.Contacts, Contacts),
            Proof, Card(Section.DataProtection, Answers.DataProtection, DataProtection), Card(Section.Method, Answers.Method, Method),
            Card(Section.Volumes, Answers.Volumes, Volumes), Card(Section.Regions, Answers.Regions, Regions), Card(Section.Offences, Answers.Offences, Offences),
            Card(Section.Money, Answers.Money, Money), Card(Section.Remittance, Answers.Remittance, Remittance), Card(Section.Notices, Answers.Notices, Notices),
            Card(Section.Api, Answers.Api, a => [(Say.LabelAbility, Words.Ability(a.Ability))]),
            Card(Section.Supplier, Building, SystemsView.Supplier), Card(Section.Connection, Building, SystemsView.Connection), Card(Section.Timing, Answers.Timing, SystemsView.Timing),
            Card(Section.People, Answers.People, SystemsView.People), Card(Section.Service, Answers.People, SystemsView.Service),
        }.OfType<AnswerCard>(),
    ];

    /// <summary>Every field that has an answer, by which officers ask about it.</summary>
    public static IEnumerable<string> Fields(Answers answers) =>
        new AnswersView(answers, OffenceList.Shipped, null, null).Cards.SelectMany(c => c.Rows.Select(r => FieldQuestion.Of(c.Section, r.Key))).Where(f => !f.Contains("BuildingBlocks", StringComparison.Ordinal)).Distinct();

    private ApiAnswers? Building => Answers.Api is { Builds: true } api ? api : null;

    private AnswerCard? Proof => Answers.Proof is { } proof
        ? new AnswerCard(Section.Proof, [.. proof.Files.Select(f => new AnswerRow(Words.Proof(f.Kind), f.FileName, f.Id))])
        : null;

    private static AnswerCard? Card<T>(Section section, T? answers, Func<T, IEnumerable<(Text Key, object? Value)>> rows)
        where T : class =>
        answers is null ? null : new AnswerCard(section, [.. rows(answers).Select(r => new AnswerRow(r.Key, Worded(r.Value)))]);

    private static string Worded(object? value) => value switch
    {
        null or "" => Common.NotProvided.ToString(),
        DateOnly date => Dates.Word(date, Language.Current),
        bool yes => (yes ? Common.Yes : Common.No).ToString(),
        _ => value.ToString()!,
    };

    private IEnumerable<(Text, object?)> Organisation(OrganisationAnswers a) =>
    [
        (Say.LabelLegalName, Renamed is [{ } latest, ..] ? Say.RenameSince(latest.Name, latest.From) : a.LegalName), .. Renamed.Select(n => (Say.RenameBefore, (object?)Say.RenameKnownAs(n.Before, n.From))), (Say.LabelShortName, a.ShortName), (Say.LabelWelshName, a.WelshName), (Say.LabelCategory, Words.Category(a.Category)),
        (Say.LabelRegisteredNumber, a.RegisteredNumber), (Say.LabelLegalPower, a.LegalPower), (Say.LabelOuCode, a.HasOuCode == false ? Say.NoOuCode : a.OuCode),
    ];

    private static IEnumerable<(Text, object?)> Address(AddressAnswers a) => [(Section.Address.Name(), string.Join(", ", a.Lines))];

    private static IEnumerable<(Text, object?)> Contacts(ContactAnswers a) =>
    [
        (Say.LabelMainEmail, a.MainEmail), (Say.LabelTelephone, a.Telephone), (Say.LegendLead, $"{a.LeadName}, {a.LeadJobTitle}"),
        (Say.LabelEmail, a.LeadEmail), (Say.LabelTelephoneShort, a.LeadTelephone),
    ];

    private static IEnumerable<(Text, object?)> DataProtection(DataProtectionAnswers a) =>
        [(Say.LabelDataRole, Words.DataRole(a.Role)), (Say.LabelDataStatement, a.Statement), (Say.LabelIcoNumber, a.IcoNumber), (Say.LabelIcoExpires, a.IcoExpires)];

    private static IEnumerable<(Text, object?)> Remittance(RemittanceAnswers a) =>
    [
        (Say.LabelAccountName, a.AccountName), (Say.LabelSortCode, $"•• •• {a.SortCode[^2..]}"), (Say.LabelAccountNumber, $"•••••• {a.LastDigits}"),
        (Say.LabelAccountCheck, Words.Check(a)), (Say.LabelRollNumber, a.RollNumber), (Say.LabelVatNumber, a.VatNumber), (Say.LabelPurchaseReference, a.PurchaseReference),
    ];

    private IEnumerable<(Text, object?)> Volumes(VolumeAnswers a) =>
    [
        .. MethodAnswers.Of(Answers.Organisation).Select(m => (Words.Method(m), (object?)Say.CasesAYear(a.Of(m)))), (Say.Total, Say.CasesAYear(a.Total)),
        (Say.LabelPeak, a.PeakCases.Length == 0 ? null : Say.PeakOf(Formats.Number(a.PeakCases), Words.Month(a.PeakMonth))),
        .. a.Monthly is { } months ? [(Say.LabelMonthly, (object?)string.Join("; ", months.Select((m, i) => $"{Words.Month(VolumeAnswers.Months[i])} {Formats.Number(m)}")))] : Array.Empty<(Text, object?)>(),
    ];

    private static IEnumerable<(Text, object?)> Regions(RegionAnswers a)
    {
        if (a.Areas is not null) yield return (Say.LabelAreas, string.Join("; ", a.Lines.Select(l => $"{l.Area} {l.Share}%")));
        foreach (var (region, typed) in a.All) yield return (Words.Region(region), $"{typed}%");
    }

    private static IEnumerable<(Text, object?)> Method(MethodAnswers a)
    {
        yield return (Say.LabelMethods, string.Join(", ", a.Methods.Select(Words.Method)));
        if (a.UsesSjp) yield return (Say.LabelSjpAuthority, a.SjpAuthority);
    }

    private IEnumerable<(Text, object?)> Offences(OffenceAnswers a) => [(Say.LabelOffences, string.Join("; ", a.Lines.Select(Named)))];

    private string Named((string Code, int? Cases) line)
    {
        var name = Known.Find(line.Code) is { } known ? $"{line.Code} {known.Title}" : line.Code;
        return line.Cases is { } cases ? $"{name} ({Say.CasesAYear(cases)})" : name;
    }

    private static IEnumerable<(Text, object?)> Money(MoneyAnswers a)
    {
        yield return (Say.LabelCosts, a.ClaimsCosts);
        if (a.ClaimsCosts == true) yield return (Say.LabelUsualCosts, $"£{a.UsualCosts}");
        yield return (Say.LabelCompensation, a.ClaimsCompensation);
        if (a.ClaimsCompensation == true) yield return (Say.LabelMostCompensation, $"£{a.MostCompensation}");
        if (a.ClaimsBackDuty is null) yield break;
        yield return (Say.LabelBackDuty, a.ClaimsBackDuty);
        if (a.ClaimsBackDuty == true) yield return (Say.LabelBackDutyRange, $"£{a.LeastBackDuty} – £{a.MostBackDuty}");
    }

    private static IEnumerable<(Text, object?)> Notices(NoticeAnswers a) =>
    [
        (Say.LabelProducer, Words.Producer(a.Producer)), (Say.LabelProducerName, a.ProducerName), (Say.LabelPostedBy, Words.PostedBy(a.PostedBy)),
        (Say.LabelNoticeLanguages, string.Join(", ", a.Languages.Select(Words.NoticeLanguage))),
    ];
}
