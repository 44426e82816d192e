using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;

namespace CommonPlatform.Access.Demonstration;

/// <summary>The people of HMCTS and of a supplier, all invented, invited and activated as everybody is.</summary>
internal static class AccessSteps
{
    private static readonly (string Name, string Role)[] Hmcts =
    [
        ("Oriel Bramwell", Roles.OnboardingOfficer), ("Tamsin Okoro", Roles.OnboardingOfficer), ("Ffion Trevanion", Roles.SeniorOnboardingManager),
        ("Casimir Holt", Roles.HmctsSignatory), ("Delyth Abernathy", Roles.HmctsServiceOwner), ("Imran Vashti", Roles.SecurityAssessor),
        ("Petra Lindqvist", Roles.TestManager), ("Rhodri Quayle", Roles.FinanceOfficer), ("Sunniva Marsh", Roles.ServiceCentreAgent),
        ("Barnaby Zell", Roles.ServiceDeskAgent), ("Gethin Sorrel", Roles.CourtAssociate), ("Amara Thistlewood", Roles.LegalAdviser),
        ("Lucan Fairweather", Roles.ProsecutionLawyer), ("Mireille Stannard", Roles.Auditor), ("Edda Cromarty", Roles.Administrator),
    ];

    public static IReadOnlyDictionary<string, Step> All { get; } = new Dictionary<string, Step> { ["people-of-hmcts"] = PeopleOfHmcts, ["invite-supplier"] = InviteSupplier };

    private static async Task PeopleOfHmcts(Story story)
    {
        foreach (var (name, role) in Hmcts)
        {
            var email = $"{name.ToLowerInvariant().Replace(' ', '.')}@courts.example";
            await story.Arrange(new InvitePerson(email, name, role, null, null, Say.TaskLookAround, "/", Language.English));
            await story.Activate(email);
        }
        story.Tell($"{Hmcts.Length} people of HMCTS have been invited and have set up their accounts.");
    }

    private static async Task InviteSupplier(Story story)
    {
        const string email = "nest.hollis@wayline-systems.example";
        await story.Arrange(new InvitePerson(email, "Nest Hollis", Roles.ItSupplier, story.OrganisationId, story.The(Roles.Applicant).Organisation, Say.TaskLookAround, "/supplier", Language.English));
        await story.Activate(email);
        story.Tell("The organisation's supplier of information technology has set up an account.");
    }
}
