using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>An organisation invites its supplier of information technology and cuts it off; the supplier sees technical tracks and nothing else.</summary>
public class SupplierTests(Platform platform) : IClassFixture<Platform>
{
    private const string Email = "nia@wayline.example";

    [Fact]
    public async Task A_supplier_is_no_active_user_of_the_organisation()
    {
        var organisation = await platform.AcceptedOrganisation();
        await platform.Person(Roles.AccountAdministrator, organisation);
        await platform.Person(Roles.ItSupplier, organisation);
        await platform.Send(new EndMembership((await platform.ApplicationOf(organisation)).ApplicantId, Roles.Applicant, organisation));
        await platform.Settle();
        Assert.Equal(Say.FactTooFewUsers(1).Stored(), await platform.Read<RegistrationDbContext, string>(db =>
            db.Set<GateRow>().Where(g => g.OrganisationId == organisation && g.Number == 11).Select(g => g.Fact).SingleAsync()));
    }

    [Fact]
    public async Task A_supplier_is_invited_sees_the_technical_tracks_and_is_cut_off_at_once()
    {
        var organisation = await platform.AcceptedOrganisation();
        var owner = await platform.Person(Roles.OrganisationServiceOwner, organisation, "Una Sedgwick");
        (await owner.Post("/org/supplier")).ShouldRefuse(Say.ItSupplierEnterName, Say.ItSupplierEnterEmail);
        (await owner.Post("/org/supplier", new { Name = "Nia Ŵyn", Email = "nia" })).ShouldRefuse(Say.EmailFormat);
        (await owner.Post("/org/supplier", new { Name = "Nia Ŵyn", Email })).ShouldRedirectTo("/org/supplier");
        (await owner.Post("/org/supplier", new { Name = "Nia Ŵyn", Email })).ShouldRefuse(Say.ItSupplierIsThere);
        (await owner.Get("/org/supplier")).ShouldSay(Say.ItSupplierInvited);
        await platform.Settle();
        var supplier = await platform.Nobody().Activate(Email);
        (await owner.Get("/org/supplier")).ShouldSay(Say.ItSupplierActive);

        (await supplier.Get("/")).ShouldRedirectTo("/supplier");
        var tracks = await supplier.Get("/supplier");
        tracks.ShouldSay("Tramways").ShouldSay(Say.DatesNotAgreed);
        Assert.DoesNotContain("Una Sedgwick", tracks.Html, StringComparison.Ordinal);
        foreach (var link in tracks.Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!))
        {
            var page = (await supplier.Get(link)).ShouldBeOk();
            Assert.DoesNotContain("Una Sedgwick", page.Html, StringComparison.Ordinal);
            Assert.Equal("/supplier", page.Document.QuerySelector(".govuk-back-link")!.GetAttribute("href"));
        }
        string[] nothing = ["/org", "/org/gates", "/org/agreements", "/org/security", "/org/conversation", "/org/calendar", "/org/supplier", "/application", "/reviews", $"/service-levels/{organisation}", "/officer"];
        foreach (var path in nothing) (await supplier.Get(path)).ShouldBeNotFound();
        Assert.False(Policy.ReadServiceReviews.Allows(new Actor(supplier.PersonId, null, [new HeldRole(Roles.ItSupplier, organisation)])));
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(supplier.PersonId, null, [new HeldRole(Roles.ItSupplier, organisation)]), new InviteSupplier(organisation, "Another", "another@wayline.example")));

        // Another organisation's people don't cut it off; this one's do, and the open session is over with it.
        var stranger = await platform.Person(Roles.OrganisationServiceOwner);
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(new Actor(stranger.PersonId, null, [new HeldRole(Roles.OrganisationServiceOwner, Guid.Empty)]), new CutOffSupplier(organisation, supplier.PersonId)));
        var form = await owner.Get("/org/supplier");
        (await owner.Submit(form, form: "form[action*=CutOff]")).ShouldRedirectTo("/org/supplier");
        Assert.StartsWith("/sign-in", (await supplier.Get("/supplier")).Location, StringComparison.Ordinal);
        Assert.Single(await platform.Recorded<MembershipEnded>(), e => e.OrganisationId == organisation);
        await supplier.SignIn();
        (await supplier.Get("/supplier")).ShouldBeNotFound();
        Assert.Equal(Say.ItSupplierRuleGone, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(new Actor(owner.PersonId, null, [new HeldRole(Roles.OrganisationServiceOwner, organisation)]), new CutOffSupplier(organisation, supplier.PersonId)))).Text);
    }

    [Fact]
    public async Task A_supplier_of_two_organisations_has_both_on_one_page_and_loses_one_alone()
    {
        var (one, two) = (await platform.AcceptedOrganisation(), await platform.AcceptedOrganisation());
        var supplier = await platform.Person(Roles.ItSupplier, one);
        await platform.Invite(supplier.Email, "Supplier", Roles.ItSupplier, two, "Other");
        Assert.Equal(2, (await supplier.Get("/supplier")).Document.QuerySelectorAll("main h2").Length);
        await platform.Send(new EndMembership(supplier.PersonId, Roles.ItSupplier, one));
        await supplier.SignIn();
        Assert.Single((await supplier.Get("/supplier")).Document.QuerySelectorAll("main h2"));
        (await supplier.Get($"/org/dates?organisation={one}")).ShouldBeNotFound();
    }
}
