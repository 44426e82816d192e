using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Domain;

/// <summary>The three documents that are signed, and who signs each.</summary>
internal static class AgreementKinds
{
    public const string Mou = "mou";
    public const string Terms = "terms";
    public const string Sla = "sla";

    public static IReadOnlyList<string> All { get; } = [Mou, Terms, Sla];

    public static Text Title(string kind) => kind switch
    {
        Mou => Say.KindMou,
        Terms => Say.KindTerms,
        Sla => Say.KindSla,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of agreement."),
    };

    public static string SignatoryRole(string kind) => kind == Sla ? Roles.OrganisationServiceOwner : Roles.AccountablePerson;

    public static string RoleOf(string kind, string party) => party == Party.AccountablePerson ? Roles.AccountablePerson : SignatoryRole(kind);

    /// <summary>Null for the terms: they are standard, and nobody countersigns them.</summary>
    public static string? CountersignatoryRole(string kind) => kind switch
    {
        Mou => Roles.HmctsSignatory,
        Sla => Roles.HmctsServiceOwner,
        _ => null,
    };

    /// <summary>As what somebody countersigns for HMCTS.</summary>
    public static Text CountersignatoryCapacity(string kind) => kind == Mou ? Say.CapacityHmctsSignatory : Say.CapacityHmctsServiceOwner;
}
