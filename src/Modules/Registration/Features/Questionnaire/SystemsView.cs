using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>The answers on systems, dates and people in words, for <see cref="AnswersView"/>.</summary>
internal static class SystemsView
{
    public static IEnumerable<(Text Key, object? Value)> Supplier(ApiAnswers a)
    {
        yield return (Say.LabelCaseSystem, a.CaseSystem);
        yield return (Say.LabelBuildMethod, a.BuildMethod.Length == 0 ? null : Words.BuildMethod(a.BuildMethod));
        if (a.BuildMethod == ApiAnswers.InHouse) yield break;
        yield return (Say.LabelSupplierName, a.SupplierName);
        yield return (Say.LabelSupplierContact, a.SupplierContact);
        yield return (Say.LabelSupplierEmail, a.SupplierEmail);
        yield return (Say.LabelSupplierTelephone, a.SupplierTelephone);
        yield return (Say.LabelContractEnd, a.ContractEnd);
    }

    public static IEnumerable<(Text Key, object? Value)> Connection(ApiAnswers a) =>
    [
        (Say.LabelLeadTime, a.LeadTimeWeeks.Length == 0 ? null : Say.WeeksOf(a.LeadTimeWeeks)), (Say.LabelEarliestStart, a.EarliestStart),
        (Say.LabelInterfaces, string.Join(", ", a.Interfaces.Select(Words.Interface))), (Say.LabelHosting, a.Hosting.Length == 0 ? null : Words.Hosting(a.Hosting)),
        (Say.LabelNetworks, string.Join(", ", Networks.Lines(a.Networks))), (Say.LabelMutualTls, a.MutualTls), (Say.LabelTestEnvironment, a.TestEnvironment),
        (Say.LabelSyntheticData, a.TestsWithSyntheticData ? true : null),
    ];

    public static IEnumerable<(Text Key, object? Value)> Timing(TimingAnswers a) =>
        [(Say.LabelTestingFrom, a.TestingFrom), (Say.LabelTestingTo, a.TestingTo), (Say.LabelGoLiveQuarter, Words.Quarter(a.GoLiveQuarter))];

    public static IEnumerable<(Text Key, object? Value)> People(PeopleAnswers a) =>
        [(Say.LegendAccountablePerson, Named(a.AccountablePerson)), (Say.LabelAuthority, a.Authority), (Say.LegendSecuritySignatory, Named(a.SecuritySignatory))];

    public static IEnumerable<(Text Key, object? Value)> Service(PeopleAnswers a) =>
        [(Say.LegendServiceOwner, Named(a.ServiceOwner)), (Say.LegendAccountAdministrator, Named(a.AccountAdministrator)), (Say.LegendFinance, Named(a.Finance))];

    private static string Named(Person p) => string.Join(", ", new[] { p.Name, p.JobTitle, p.Email, p.Telephone }.Where(x => x.Length > 0));
}
