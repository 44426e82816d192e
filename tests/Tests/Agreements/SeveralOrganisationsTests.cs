using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Agreements;

/// <summary>Somebody who signs for two organisations sees and answers for one at a time, and says which.</summary>
public class SeveralOrganisationsTests(Platform platform) : IClassFixture<Platform>
{
    private const string OtherName = "Menai & Ogwen Ferries";

    [Fact]
    public async Task An_accountable_person_of_two_organisations_reads_and_signs_for_the_one_that_they_chose()
    {
        var one = await Parties.Of(platform);
        var other = await Parties.Of(platform, OtherName, one);
        var (ours, theirs) = (await one.Issue(), await other.Issue());
        var person = one.Accountable;

        (await person.Get("/org/agreements")).ShouldRedirectTo("/org/choose?return=%2Forg%2Fagreements");
        var choose = await person.Follow(person.Shown!);
        choose.ShouldSay(Parties.OrganisationName).ShouldSay(OtherName);
        (await person.Submit(choose, new { Organisation = other.Organisation })).ShouldRedirectTo("/org/agreements");
        ShouldList(await person.Get("/org/agreements"), theirs, ours);
        ShouldList(await person.Get($"/org/agreements?organisation={one.Organisation}"), ours, theirs);
        ShouldList(await person.Get("/org/agreements"), ours, theirs); // it stays the chosen one

        // The link in an email says which agreement; the way back leads to its organisation.
        (await person.Get($"/org/agreements/{theirs.Id}")).ShouldSay(OtherName);
        ShouldList(await person.Get("/org/agreements"), theirs, ours);
        await other.Sign(theirs);
        Assert.Equal((Standing.AuthorityToAccept, Standing.WithSignatory), ((await other.Load(theirs.Id)).Standing, (await one.Load(ours.Id)).Standing));

        (await person.Get($"/org/agreements?organisation=01900000-0000-7000-8000-000000000001")).ShouldBeNotFound();
        ShouldList(await one.ServiceOwner.Get("/org/agreements"), ours, theirs); // who has one only is never asked
    }

    [Fact]
    public async Task A_security_signatory_of_two_organisations_answers_each_questionnaire_from_its_own_tab()
    {
        var one = await Parties.Of(platform);
        var other = await Parties.Of(platform, OtherName, one);
        foreach (var organisation in new[] { one.Organisation, other.Organisation }) await platform.Send(new IssueSecurityQuestionnaire(organisation));
        await platform.Settle();
        var person = one.Security;
        Assert.Equal(
            new[] { one, other }.Select(p => $"/org/security?organisation={p.Organisation}").Order(StringComparer.Ordinal),
            platform.Emails(person.Email).Where(e => e.Subject.Contains("security assurance", StringComparison.Ordinal)).Select(e => e.Link).Order(StringComparer.Ordinal));

        (await person.Get("/org/security")).ShouldRedirectTo("/org/choose?return=%2Forg%2Fsecurity");
        (await person.Get($"/org/security?organisation={one.Organisation}")).ShouldSay(Parties.OrganisationName);
        var tab = await person.Get("/org/security/B");
        (await person.Get($"/org/security?organisation={other.Organisation}")).ShouldSay(OtherName);
        (await person.Submit(tab, Enumerable.Range(0, 4).ToDictionary(i => $"Inputs[{i}].Value", i => i == 1 ? "98" : ""))).ShouldRedirectTo("/org/security/C"); // the old tab saves where it was opened
        Assert.Equal("98", Assert.Single(await Answers(one)).Values[0]);
        Assert.Empty(await Answers(other));
    }

    private static void ShouldList(Page page, Agreement shown, Agreement hidden)
    {
        page.ShouldBeOk().ShouldSay(shown.Reference);
        Assert.DoesNotContain(hidden.Reference, page.Text, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyCollection<Answer>> Answers(Parties parties) => [.. (await platform.Read<AgreementsDbContext, SecurityAssessment>(
        db => db.SecurityAssessments.AsNoTracking().SingleAsync(a => a.OrganisationId == parties.Organisation))).Answers.Values.Where(a => a.Values.Count > 0)];
}
