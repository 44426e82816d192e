using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Registration;

public class SeveralOrganisationsTests(Platform platform) : IClassFixture<Platform>
{
    private static readonly Guid Nobodys = new("01900000-0000-7000-8000-000000000001");

    [Fact]
    public async Task An_applicant_with_two_organisations_chooses_and_saves_each_apart()
    {
        var applicant = await platform.Applicant();
        (await platform.Nobody().Post("/register/prosecutor/start", new { OrganisationName = "Menai Ferries", YourName = "Siân O'Neill", applicant.Email })).ShouldRedirectTo("/register/prosecutor/check-your-email");
        await platform.Settle();
        var own = await platform.Read<RegistrationDbContext, List<Application>>(db => db.Applications.AsNoTracking().Where(a => a.ApplicantId == applicant.PersonId).ToListAsync());
        Assert.Equal(2, own.Count);
        var menai = (await platform.CaseOf(own[0].OrganisationId)).Name == "Menai Ferries";
        var (first, second) = menai ? (own[1], own[0]) : (own[0], own[1]);

        (await applicant.Get("/application/address")).ShouldRedirectTo("/org/choose?return=%2Fapplication%2Faddress");
        var choose = await applicant.Follow(applicant.Shown!);
        choose.ShouldSay("Gŵyr Tramways").ShouldSay("Menai Ferries");
        (await applicant.Submit(choose, new { Organisation = "" })).ShouldRefuse(Say.ChooseSelect);
        (await applicant.Submit(choose, new { Organisation = Nobodys })).ShouldBeNotFound();
        (await applicant.Submit(choose, new { Organisation = second.OrganisationId })).ShouldRedirectTo("/application/address");
        (await applicant.Get("/org")).ShouldSay("Menai Ferries").ShouldSay(Say.ChooseAnother);
        (await applicant.Get("/application")).ShouldSay("Menai Ferries");

        var tab = await applicant.Get("/application/address");
        (await applicant.Get($"/org?organisation={first.OrganisationId}")).ShouldSay("Gŵyr Tramways");
        (await applicant.Get("/application")).ShouldSay("Gŵyr Tramways");
        var answers = Applicants.Sections("CHOICE").Single(s => s.Page == "address").Answers;
        (await applicant.Submit(tab, answers)).ShouldRedirectTo("/application"); // the old tab saves to the organisation that it showed
        Assert.Equal("Bangor", (await platform.ApplicationOf(second.OrganisationId)).Answers.Address?.Town);
        Assert.Null((await platform.ApplicationOf(first.OrganisationId)).Answers.Address);

        (await applicant.Get($"/org?organisation={Nobodys}")).ShouldBeNotFound();
        (await applicant.Get("/org?organisation=nonsense")).ShouldBeNotFound();
        applicant.SetCookie("organisation", Nobodys.ToString()); // somebody else's says nothing
        Assert.StartsWith("/org/choose", (await applicant.Get("/org")).Location, StringComparison.Ordinal);
        (await applicant.Post("/org/choose?return=https%3A%2F%2Felsewhere.example", new { Organisation = first.OrganisationId })).ShouldRedirectTo("/org");
        Assert.Contains(platform.Emails(applicant.Email), e => e.Body.Contains("/activate/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_supplier_of_two_organisations_proposes_dates_for_the_one_whose_page_they_look_at()
    {
        var (one, other) = (await Accepted(), await Accepted());
        var supplier = await platform.Person(Roles.ItSupplier, one);
        (await supplier.Get("/org/dates")).ShouldBeOk(); // there is only one yet: nobody is asked
        await platform.Invite(supplier.Email, "Supplier", Roles.ItSupplier, other, "Other");
        await platform.Settle();
        supplier.ForgetCookies();
        await supplier.SignIn();
        Assert.StartsWith("/org/choose", (await supplier.Get("/org/dates")).Location, StringComparison.Ordinal);
        var tab = await supplier.Get($"/org/dates?organisation={one}");
        (await supplier.Get($"/org/dates?organisation={other}")).ShouldBeOk();
        var monday = WorkingDays.After(new DateOnly(2027, 1, 11), 0);
        (await supplier.Submit(tab, new { From = monday, To = monday.AddDays(4) }, "form[action*=Testing]")).ShouldRedirectTo("/org/dates");
        Assert.Single(await Proposals(one));
        Assert.Empty(await Proposals(other));
        (await supplier.Submit(tab, new { organisation = Nobodys, From = monday, To = monday.AddDays(4) }, "form[action*=Testing]")).ShouldBeNotFound();
        foreach (var path in new[] { "/supplier", "/org/templates", "/org/testing" }) (await supplier.Get(path)).ShouldBeOk();
        foreach (var path in new[] { "/application", "/org", "/org/gates", "/org/agreements", "/org/security", "/org/conversation", "/org/calendar", "/org/supplier", "/reviews", $"/service-levels/{one}" }) (await supplier.Get(path)).ShouldBeNotFound();
    }

    [Fact]
    public async Task Nobody_of_hmcts_is_asked_and_nobody_unknown_sees_the_page()
    {
        (await (await platform.Person(Roles.OnboardingOfficer)).Get("/org/choose")).ShouldBeNotFound();
        Assert.StartsWith("/sign-in", (await platform.Nobody().Get("/org/choose")).Location, StringComparison.Ordinal);
    }

    private async Task<Guid> Accepted()
    {
        var (organisation, _) = await platform.SentApplication();
        (await (await platform.Person(Roles.OnboardingOfficer)).Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        return organisation;
    }

    private Task<List<DateProposal>> Proposals(Guid organisation) =>
        platform.Read<RegistrationDbContext, List<DateProposal>>(db => db.Set<DateProposal>().AsNoTracking().Where(p => p.OrganisationId == organisation).ToListAsync());
}
