using System.Net;
using CommonPlatform.Access;
using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Features.Administration;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Access;

public sealed class AdministrationTests(Platform platform) : IClassFixture<Platform>
{
    private static int number;

    [Fact]
    public async Task An_administrator_invites_a_colleague_for_several_roles_with_one_email()
    {
        var administrator = await platform.Person(Roles.Administrator);
        (await administrator.Get("/")).ShouldRedirectTo("/admin/users");

        var sent = await administrator.Post("/admin/users/invite", Invitation("ŵyn@colleague.example", [Roles.TestManager, Roles.SecurityAssessor], Language.Welsh));
        await platform.Settle();

        (await administrator.Follow(sent)).ShouldBeOk().ShouldSay("Siân O'Neill-Ŵyn").ShouldSay(Say.NeverSignedIn).ShouldSay(Say.InvitationAgain);
        var email = Assert.Single(platform.Emails("ŵyn@colleague.example"));
        Assert.Contains(Say.TaskColleague.In(Language.Welsh), email.Body, StringComparison.Ordinal);
        var colleague = await platform.Nobody().Activate("ŵyn@colleague.example");
        (await colleague.Get("/account")).ShouldSay(Role(Roles.TestManager)).ShouldSay(Role(Roles.SecurityAssessor));
        var list = (await administrator.Get("/admin/users?search=o%27neill")).ShouldBeOk();
        list.ShouldSay(Say.ActivatedOn(platform.Clock.GetUtcNow().CivilDate())).ShouldSay($"{Role(Roles.SecurityAssessor)}, {Role(Roles.TestManager)}");
        Assert.Contains(await platform.Recorded<PersonInvited>(), e => e == new PersonInvited(colleague.PersonId, null, Roles.SecurityAssessor));
    }

    [Theory]
    [InlineData("", "a@b.example", true, "Name", "enter-a-name")]
    [InlineData("Name", "", true, "Email", "enter-an-email")]
    [InlineData("Name", "not an address", true, "Email", "email-wrong-format")]
    [InlineData("Two\nlines", "a@b.example", true, "Name", "name-has-controls")]
    [InlineData("Name", "a@b.example", false, "HmctsRoles", "choose-roles")]
    public async Task What_is_missing_is_said_and_what_was_typed_stays(string name, string email, bool role, string field, string key)
    {
        var administrator = await platform.Person(Roles.Administrator);
        var refused = await administrator.Post("/admin/users/invite", new { Name = name, Email = email, HmctsRoles = role ? new[] { Roles.Auditor } : [], LanguageTag = "cy" });
        refused.ShouldRefuse(new Text($"Access.{key}"));
        Assert.NotNull(refused.Document.QuerySelector($"#{field}-error"));
        Assert.Equal(name, refused.Document.QuerySelector("#Name")!.GetAttribute("value") ?? "");
        Assert.Equal(role, refused.Document.QuerySelector($"input[value={Roles.Auditor}]")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task A_role_of_an_organisation_or_a_language_of_nobody_can_not_be_smuggled_in()
    {
        var administrator = await platform.Person(Roles.Administrator);
        (await administrator.Post("/admin/users/invite", new { Name = "N", Email = "a@b.example", HmctsRoles = new[] { Roles.Auditor, Roles.Applicant }, LanguageTag = "en" })).ShouldRefuse(Say.ChooseRoles);
        (await administrator.Post("/admin/users/invite", new { Name = "N", Email = "a@b.example", HmctsRoles = new[] { Roles.Auditor }, LanguageTag = "7" })).ShouldRefuse(Say.ChooseLanguage);
        var page = await administrator.Get($"/admin/users/{administrator.PersonId}");
        (await administrator.Submit(page, new { Role = Roles.Applicant }, "#add")).ShouldRefuse(Say.ChooseARole);
        (await administrator.Submit(page, null, "#add")).ShouldRefuse(Say.ChooseARole);
    }

    [Fact]
    public async Task Inviting_somebody_who_has_the_roles_says_so()
    {
        var administrator = await platform.Person(Roles.Administrator);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await administrator.Post("/admin/users/invite", Invitation(officer.Email, [Roles.OnboardingOfficer]))).ShouldRefuse(Say.HasTheseRoles);
    }

    [Fact]
    public async Task The_same_invitation_posted_twice_is_sent_once()
    {
        var administrator = await platform.Person(Roles.Administrator);
        var (page, invitation) = (await administrator.Get("/admin/users/invite"), Invitation("twice@colleague.example", [Roles.Auditor]));
        var (first, second) = (await administrator.Submit(page, invitation), await administrator.Submit(page, invitation));
        await platform.Settle();

        second.ShouldRedirectTo(first.Location!);
        Assert.Single(platform.Emails("twice@colleague.example"));
    }

    [Theory]
    [InlineData(Roles.OnboardingOfficer)]
    [InlineData(Roles.AccountAdministrator)]
    public async Task For_everybody_else_the_pages_do_not_exist(string role)
    {
        var (person, colleague) = (await platform.Person(role), await platform.Person(Roles.Auditor));
        foreach (var path in new[] { "/admin/users", "/admin/users/invite", $"/admin/users/{colleague.PersonId}" }) (await person.Get(path)).ShouldBeNotFound();
        var actor = new Actor(person.PersonId, null, [new(role, null)]);
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new InviteColleague("N", "a@b.example", [Roles.Auditor], "en")));
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new AddColleagueRole(colleague.PersonId, 1, Roles.Administrator)));
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new EndColleagueRole(colleague.PersonId, 1, Roles.Auditor)));
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(actor, new ResendInvitation(colleague.PersonId, 1)));
    }

    [Fact]
    public async Task Nobody_by_that_id_and_the_people_of_organisations_are_not_found()
    {
        var (administrator, applicant) = (await platform.Person(Roles.Administrator), await platform.Person(Roles.Applicant));
        (await administrator.Get($"/admin/users/{Guid.CreateVersion7(platform.Clock.GetUtcNow())}")).ShouldBeNotFound();
        (await administrator.Get($"/admin/users/{applicant.PersonId}")).ShouldBeNotFound();
        (await administrator.Get($"/admin/users?search={applicant.Email}")).ShouldSay(Say.NobodyFound);
        await Assert.ThrowsAsync<NotFoundException>(() => platform.As(ActorOf(administrator), new AddColleagueRole(applicant.PersonId, 1, Roles.Auditor)));
    }

    [Fact]
    public async Task A_role_is_added_and_the_person_is_told()
    {
        var (administrator, colleague) = (await platform.Person(Roles.Administrator), await platform.Person(Roles.Auditor));
        var path = $"/admin/users/{colleague.PersonId}";
        (await administrator.Post(path, new { Role = Roles.TestManager }, "#add")).ShouldRedirectTo(path);
        await platform.Settle();

        (await administrator.Get(path)).ShouldSay(Role(Roles.TestManager));
        Assert.Contains(Say.TaskRoleAdded(new Text($"BuildingBlocks.role-{Roles.TestManager}")).ToString(), platform.Emails(colleague.Email)[^1].Body, StringComparison.Ordinal);
        (await colleague.Get("/account")).ShouldBeOk().ShouldSay(Role(Roles.TestManager));
    }

    [Fact]
    public async Task Ending_a_role_ends_the_sessions()
    {
        var (administrator, colleague) = (await platform.Person(Roles.Administrator), await platform.Person(Roles.OnboardingOfficer));
        var path = $"/admin/users/{colleague.PersonId}";
        (await administrator.Post(path, null, $"#end-{Roles.OnboardingOfficer}")).ShouldRedirectTo(path);

        (await administrator.Get(path)).ShouldSay(Say.NoRoleNow);
        (await colleague.Get("/officer")).ShouldRedirectTo("/sign-in?returnUrl=%2Fofficer");
        Assert.Contains(await platform.Recorded<MembershipEnded>(), e => e == new MembershipEnded(colleague.PersonId, null, Roles.OnboardingOfficer));
    }

    [Fact]
    public async Task An_old_tab_is_told_what_changed_and_works_from_there()
    {
        var (administrator, colleague) = (await platform.Person(Roles.Administrator), await platform.Person(Roles.Auditor));
        var path = $"/admin/users/{colleague.PersonId}";
        var (tab, other) = (await administrator.Get(path), await administrator.Get(path));
        await administrator.Submit(tab, new { Role = Roles.FinanceOfficer }, "#add");

        var told = await administrator.Submit(other, null, $"#end-{Roles.Auditor}");
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Equal([CommonPlatform.BuildingBlocks.Common.ChangedMeanwhile.ToString()], told.Errors);
        told.ShouldSay(Role(Roles.FinanceOfficer));
        (await administrator.Submit(told, null, $"#end-{Roles.Auditor}")).ShouldRedirectTo(path);
    }

    [Fact]
    public async Task What_somebody_has_can_not_be_added_and_what_they_have_not_can_not_be_ended()
    {
        var (administrator, colleague) = (await platform.Person(Roles.Administrator), await platform.Person(Roles.Auditor));
        var (actor, version) = (ActorOf(administrator), await Version(platform, colleague.PersonId));
        Assert.Equal(Say.HasThisRole, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(actor, new AddColleagueRole(colleague.PersonId, version, Roles.Auditor)))).Text);
        Assert.Equal(Say.HasNotThisRole, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(actor, new EndColleagueRole(colleague.PersonId, version, Roles.TestManager)))).Text);
        Assert.Equal(Say.NothingToSendAgain, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(actor, new ResendInvitation(colleague.PersonId, version)))).Text);
    }

    [Fact]
    public async Task An_invitation_sent_again_replaces_the_one_before()
    {
        var administrator = await platform.Person(Roles.Administrator);
        var email = $"again{Interlocked.Increment(ref number)}@colleague.example";
        var path = (await administrator.Post("/admin/users/invite", Invitation(email, [Roles.Auditor]))).Location!;
        await platform.Settle();
        var first = platform.Emails(email)[^1].Link;
        var page = await administrator.Get(path);
        platform.Clock.Advance(TimeSpan.FromMinutes(1));

        (await administrator.Submit(page, null, "#resend")).ShouldRedirectTo(path);
        (await administrator.Submit(page, null, "#resend")).ShouldRedirectTo(path);
        await platform.Settle();

        Assert.Equal(2, platform.Emails(email).Count);
        (await platform.Nobody().Get(first)).ShouldSay(Say.LinkExpiredTitle);
        var link = platform.Emails(email).Select(e => e.Link).Single(l => l != first);
        (await platform.Nobody().Get(link)).ShouldBeOk().ShouldSay(Say.ChoosePasswordTitle);
    }

    [Fact]
    [Trait("ASVS", "V8.2.1")]
    public async Task The_last_administrator_stays_whoever_asks()
    {
        await using var own = await Platform.Start();
        var administrator = await own.Person(Roles.Administrator); // the first one of every platform was invited and hasn't come yet
        var path = $"/admin/users/{administrator.PersonId}";

        (await administrator.Post(path, null, $"#end-{Roles.Administrator}")).ShouldRefuse(Say.LastAdministrator);
        await Assert.ThrowsAsync<RuleBrokenException>(() => own.Send(new EndMembership(administrator.PersonId, Roles.Administrator, null)));
        await using var scope = own.Services.CreateAsyncScope();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(
            "update access_memberships set held_until = 1 where person_id = @id", CancellationToken.None, ("@id", administrator.PersonId)));
        (await administrator.Get(path)).ShouldBeOk().ShouldSay(Role(Roles.Administrator));
    }

    [Fact]
    public async Task Of_two_administrators_who_end_each_other_one_remains()
    {
        await using var own = await Platform.Start();
        var (one, other) = (await own.Person(Roles.Administrator), await own.Person(Roles.Administrator));
        var (pageOfOne, pageOfOther) = (await one.Get($"/admin/users/{other.PersonId}"), await other.Get($"/admin/users/{one.PersonId}"));

        await Task.WhenAll(one.Submit(pageOfOne, null, $"#end-{Roles.Administrator}"), other.Submit(pageOfOther, null, $"#end-{Roles.Administrator}"));

        var left = await own.Read<AccessDbContext, int>(db => db.Memberships.CountAsync(m => m.HeldUntil == null && m.Role == Roles.Administrator && db.People.Any(p => p.Id == m.PersonId && p.ActivatedAt != null)));
        Assert.Equal(1, left);
    }

    [Fact]
    public async Task The_first_administrators_link_leads_here()
    {
        await using var empty = await Platform.Start();
        Assert.Equal("/admin/users", await empty.Read<AccessDbContext, string>(db => db.Invitations.Select(i => i.TaskPath).SingleAsync()));
    }

    [Fact]
    public async Task The_pages_speak_welsh()
    {
        var administrator = await platform.Person(Roles.Administrator);
        await administrator.Get("/admin/users?language=cy");
        (await administrator.Get("/admin/users")).ShouldSay(Say.UsersTitle.In(Language.Welsh));
        (await administrator.Get($"/admin/users/{administrator.PersonId}")).ShouldSay(Say.EndRole.In(Language.Welsh));
        Assert.Equal(
            [Say.ChooseRoles.In(Language.Welsh), Say.ChooseLanguage.In(Language.Welsh)],
            (await administrator.Post("/admin/users/invite", new { Name = "N", Email = "a@b.example" })).Errors);
    }

    private static object Invitation(string email, string[] roles, Language language = Language.English) =>
        new { Name = "Siân O'Neill-Ŵyn", Email = email, HmctsRoles = roles, LanguageTag = language.Tag };

    private static Actor ActorOf(Browser administrator) => new(administrator.PersonId, null, [new(Roles.Administrator, null)]);

    private static string Role(string slug) => new Text($"BuildingBlocks.role-{slug}").ToString();

    private static Task<int> Version(Platform platform, Guid person) => platform.Read<AccessDbContext, int>(db => db.People.Where(p => p.Id == person).Select(p => p.Version).SingleAsync());
}
