using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Host;
using Xunit;

namespace CommonPlatform.Browser;

/// <summary>What comes after the first onboarding, by those who don't act in it: the quarterly review is closed, a supplier comes in, and two people suspend.</summary>
public sealed class LaterDecisions(Service service)
{
    private static readonly View DeskWithoutScript = new(1280, false, "en");
    private static readonly View PhoneWithScript = new(320, true, "cy");

    [Fact]
    public async Task A_review_is_closed_a_supplier_comes_in_and_two_people_suspend()
    {
        await using var stage = await Stage.Open(service, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var organisation = await stage.Tell(Stories.QuarterlyReview.TakeWhile(step => step != "sign-off-review"));
        var owner = await stage.OfTheStory(Roles.OrganisationServiceOwner, View.Phone);
        await Closes(owner, "/org");
        var hmcts = await stage.OfTheStory(Roles.HmctsServiceOwner, View.Desk);
        await Closes(hmcts, "/officer");
        Assert.Equal(1, await hmcts.Page.Locator("h1 + p .govuk-tag--green").CountAsync()); // both have
        await SeesItsTrack(stage, owner);
        await AreSuspended(stage, $"/officer/org/{organisation}/suspension");
        Assert.Empty(stage.Complaints);
    }

    /// <summary>From the page on which the owner lands: the reviews, this one's sign-off, the tick, the button.</summary>
    private static async Task Closes(Visitor owner, string landing)
    {
        await owner.GoTo(landing);
        await owner.Press("a[href='/reviews']");
        await owner.Look();
        await owner.Press("main a[href$='/sign-off']");
        await owner.Look();
        await owner.Tick("Agreed");
        await owner.Submit();
        Assert.Equal(4, owner.Clicks);
        await owner.Look();
    }

    private static async Task SeesItsTrack(Stage stage, Visitor owner)
    {
        await owner.GoTo("/org/supplier");
        await owner.Fill(("Name", "Odalys Finch"), ("Email", "odalys@tidewater-systems.example"));
        await owner.Submit("[action='/org/supplier']");
        await owner.Look();
        var supplier = await stage.AtDesk("odalys@tidewater-systems.example");
        await supplier.Activate();
        await supplier.GoTo("/supplier");
        Assert.Contains("Northmoor Light Railway", await supplier.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await supplier.Look();
    }

    /// <summary>An officer asks without JavaScript; a manager decides on a phone in Welsh, after a mistake.</summary>
    private static async Task AreSuspended(Stage stage, string page)
    {
        var officer = await stage.OfTheStory(Roles.OnboardingOfficer, DeskWithoutScript);
        await officer.GoTo(page);
        await officer.Tick("Scope", "Submissions");
        await officer.Fill(("ReasonCode", "terms"), ("Reason", "Accounts were shared. Give each user an account of their own."));
        await officer.Submit(":not([action])");
        await officer.Look();
        var manager = await stage.OfTheStory(Roles.SeniorOnboardingManager, PhoneWithScript);
        await manager.GoTo(page);
        await manager.Look();
        await manager.Send("[action*=Decide]");
        Assert.Equal(1, await manager.Page.Locator(".govuk-error-summary").CountAsync());
        await manager.Page.IsGood("cy");
        await manager.Tick("Approve", "true");
        await manager.Submit("[action*=Decide]");
    }
}
