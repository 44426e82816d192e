using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>One question in words with its answer in words.</summary>
internal sealed record AnswerRow(Text Key, string Value);

/// <summary>The answers of one section.</summary>
internal sealed record AnswerCard(Section Section, IReadOnlyList<AnswerRow> Rows);

/// <summary>All answers in words, for the check page, the read-only view, the officer and the printed copy. Bank details are masked.</summary>
internal sealed record AnswersView(Answers Answers, OffenceList Known, Func<Section, string>? Change)
{
    public IReadOnlyList<AnswerCard> Cards =>
    [
        .. new[]
        {
            Card(Section.Organisation, Answers.Organisation, Organisation), Card(Section.Address, Answers.Address, Address),
            Card(Section.Contacts, Answers.Contacts, Contacts), Card(Section.Remittance, Answers.Remittance, Remittance),
            Card(Section.Volumes, Answers.Volumes, Volumes), Card(Section.Method, Answers.Method, Method),
            Card(Section.Offences, Answers.Offences, Offences), Card(Section.Api, Answers.Api, Api), Card(Section.People, Answers.People, People),
        }.OfType<AnswerCard>(),
    ];

    private static AnswerCard? Card<T>(Section section, T? answers, Func<T, IEnumerable<(Text Key, object? Value)>> rows)
        where T : class =>
        answers is null ? null : new AnswerCard(section, [.. rows(answers).Select(r => new AnswerRow(r.Key, Worded(r.Value)))]);

    private static string Worded(object? value) => value switch
    {
        null or "" => Common.NotProvided.ToString(),
        DateOnly date => Dates.Word(date, Language.Current),
        _ => value.ToString()!,
    };

    private static IEnumerable<(Text, object?)> Organisation(OrganisationAnswers a) =>
    [
        (Say.LabelLegalName, a.LegalName), (Say.LabelShortName, a.ShortName), (Say.LabelWelshName, a.WelshName), (Say.LabelCategory, Words.Category(a.Category)),
        (Say.LabelRegisteredNumber, a.RegisteredNumber), (Say.LabelLegalPower, a.LegalPower), (Say.LabelOuCode, a.OuCode),
    ];

    private static IEnumerable<(Text, object?)> Address(AddressAnswers a) => [(Section.Address.Name(), string.Join(", ", a.Lines))];

    private static IEnumerable<(Text, object?)> Contacts(ContactAnswers a) =>
    [
        (Say.LabelMainEmail, a.MainEmail), (Say.LabelTelephone, a.Telephone), (Say.LegendLead, $"{a.LeadName}, {a.LeadJobTitle}"),
        (Say.LabelEmail, a.LeadEmail), (Say.LabelTelephoneShort, a.LeadTelephone),
    ];

    private static IEnumerable<(Text, object?)> Remittance(RemittanceAnswers a) =>
    [
        (Say.LabelAccountName, a.AccountName), (Say.LabelSortCode, $"•• •• {a.SortCode[^2..]}"), (Say.LabelAccountNumber, $"•••••• {a.LastDigits}"),
        (Say.LabelAccountCheck, Words.Check(a)),
    ];

    private static IEnumerable<(Text, object?)> Volumes(VolumeAnswers a) =>
        MethodAnswers.All.Select(m => (Words.Method(m), (object?)Say.CasesAYear(a.Of(m)))).Append((Say.Total, Say.CasesAYear(a.Total)));

    private static IEnumerable<(Text, object?)> Method(MethodAnswers a)
    {
        yield return (Say.LabelMethods, string.Join(", ", a.Methods.Select(Words.Method)));
        if (a.UsesSjp) yield return (Say.LabelSjpAuthority, a.SjpAuthority);
    }

    private IEnumerable<(Text, object?)> Offences(OffenceAnswers a) =>
        [(Say.LabelOffences, string.Join("; ", a.List.Select(c => Known.Find(c) is { } known ? $"{c} {known.Title}" : c)))];

    private static IEnumerable<(Text, object?)> Api(ApiAnswers a)
    {
        yield return (Say.LabelAbility, Words.Ability(a.Ability));
        if (!a.Builds) yield break;
        yield return (Say.LabelCaseSystem, a.CaseSystem);
        yield return (Say.LabelBuildMethod, Words.BuildMethod(a.BuildMethod));
        yield return (Say.LabelSupplierName, a.SupplierName);
        yield return (Say.LabelSupplierEmail, a.SupplierEmail);
        yield return (Say.LabelContractEnd, a.ContractEnd);
        yield return (Say.LabelLeadTime, a.LeadTimeWeeks);
        yield return (Say.LabelEarliestStart, a.EarliestStart);
    }

    private static IEnumerable<(Text, object?)> People(PeopleAnswers a) =>
    [
        (Say.LegendAccountablePerson, Named(a.AccountablePerson)), (Say.LegendSecuritySignatory, Named(a.SecuritySignatory)),
        (Say.LegendServiceOwner, Named(a.ServiceOwner)), (Say.LegendAccountAdministrator, Named(a.AccountAdministrator)),
    ];

    private static string Named(Person p) => $"{p.Name}, {p.JobTitle}, {p.Email}";
}
