namespace CommonPlatform.BuildingBlocks.Domain;

/// <summary>The slugs of docs/glossary.md for every role that a membership can carry.</summary>
public static class Roles
{
    public const string Applicant = "applicant";
    public const string AccountablePerson = "accountable-person";
    public const string SecuritySignatory = "security-signatory";
    public const string OrganisationServiceOwner = "organisation-service-owner";
    public const string AccountAdministrator = "account-administrator";
    public const string ItSupplier = "it-supplier";

    public const string OnboardingOfficer = "onboarding-officer";
    public const string SeniorOnboardingManager = "senior-onboarding-manager";
    public const string HmctsSignatory = "hmcts-signatory";
    public const string HmctsServiceOwner = "hmcts-service-owner";
    public const string SecurityAssessor = "security-assessor";
    public const string TestManager = "test-manager";
    public const string FinanceOfficer = "finance-officer";
    public const string ServiceCentreAgent = "service-centre-agent";
    public const string ServiceDeskAgent = "service-desk-agent";
    public const string CourtAssociate = "court-associate";
    public const string LegalAdviser = "legal-adviser";
    public const string ProsecutionLawyer = "prosecution-lawyer";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";

    /// <summary>What every role of a suspended organisation's people counts as while their doors are shut. Nobody is named for it.</summary>
    public const string Suspended = "suspended";

    /// <summary>Roles that a person holds for an organisation.</summary>
    public static IReadOnlyList<string> OfOrganisations { get; } =
        [Applicant, AccountablePerson, SecuritySignatory, OrganisationServiceOwner, AccountAdministrator, ItSupplier];

    /// <summary>Roles that a person holds for HMCTS and the courts.</summary>
    public static IReadOnlyList<string> OfHmcts { get; } =
    [
        OnboardingOfficer, SeniorOnboardingManager, HmctsSignatory, HmctsServiceOwner, SecurityAssessor, TestManager, FinanceOfficer,
        ServiceCentreAgent, ServiceDeskAgent, CourtAssociate, LegalAdviser, ProsecutionLawyer, Auditor, Administrator,
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfOrganisations, .. OfHmcts];
}
