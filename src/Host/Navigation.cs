using System.Security.Claims;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;

namespace CommonPlatform.Host;

/// <summary>What stands at the top of every page: the doors that a person's roles open.</summary>
internal sealed class Navigation : INavigation
{
    private static readonly (NavigationLink Link, Policy Door)[] Doors =
    [
        (new(Say.NavigationBoard, "/officer"), Policy.ReadOnboarding),
        (new(Say.NavigationCountersign, "/officer/agreements"), Policy.Countersign),
        (new(Say.NavigationAgreements, "/officer/agreements"), Policy.DecideRegistration),
        (new(Say.NavigationApplication, "/application"), Policy.Apply),
        (new(Say.NavigationOrganisation, "/org"), Policy.ReadOwnOnboarding),
        (new(Say.NavigationSupplier, "/supplier"), Policy.SupplyTechnology),
        (new(Say.NavigationAgreements, "/org/agreements"), Policy.SignAgreement),
        (new(Say.NavigationSecurity, "/org/security"), Policy.AnswerSecurityQuestionnaire),
        (new(Say.NavigationReviews, "/reviews"), Policy.HoldServiceReviews),
        (new(Say.NavigationUsers, "/admin/users"), Policy.Administer),
        (new(Say.NavigationWorkflows, "/admin/workflows"), Policy.Administer),
        (new(Say.NavigationLists, "/admin/lists"), Policy.Administer),
        (new(Say.NavigationPacks, "/officer/templates"), Policy.Administer),
        (new(Say.NavigationAccount, "/account"), Policy.SignedIn),
    ];

    public IEnumerable<NavigationLink> For(ClaimsPrincipal person) =>
        person.Identity?.IsAuthenticated == true ? Doors.Where(d => Opens(d.Door, person)).Select(d => d.Link).DistinctBy(l => l.Href) : [];

    private static bool Opens(Policy door, ClaimsPrincipal person) => door == Policy.SignedIn || Policies.All[door].Roles.Any(person.IsInRole);
}
