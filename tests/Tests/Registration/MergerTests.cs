using System.Net;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using AgreementsSay = CommonPlatform.Agreements.Say;
using Standing = CommonPlatform.Agreements.Domain.Standing;

namespace CommonPlatform.Tests.Registration;

/// <summary>Two organisations become one: a duplicate application in triage by one officer, a live organisation by two people. It is final, and nothing is lost.</summary>
public sealed class MergerTests
{
    [Fact]
    public async Task A_duplicate_application_is_merged_and_both_sides_know_where_to_go_on()
    {
        await using var platform = await Platform.Start();
        var (kept, _) = await platform.SentApplication();
        var (twin, applicant) = await platform.SentApplication(); // the same company number and account
        var (officer, reader) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.Auditor));
        var (keptCase, twinCase, page) = (await platform.CaseOf(kept), await platform.CaseOf(twin), $"/officer/org/{twin}/merger");
        (await officer.Post($"/officer/org/{twin}/duplicates", new { OtherId = kept, IsSame = true, Reason = "One company ŵ" })).ShouldRedirectTo($"/officer/org/{twin}/duplicates");
        (await officer.Get($"/officer/org/{twin}/duplicates")).ShouldSay(Say.MergeDuplicateLink(keptCase.Name));
        Assert.Equal(keptCase.Reference, (await officer.Get($"{page}?into={keptCase.Reference}")).Document.QuerySelector("input[name=Reference]")!.GetAttribute("value"));
        Assert.Null((await reader.Get(page)).ShouldBeOk().Document.QuerySelector("main form"));

        (await officer.Post(page, new { Reference = " " }, "main form")).ShouldRefuse(Say.MergerEnterReference, Say.EnterReason);
        (await officer.Post(page, new { Reference = "CPO-000000A", Reason = "One company" }, "main form")).ShouldRefuse(Say.MergerNoReference);
        (await officer.Submit(await officer.Post(page, new { twinCase.Reference, Reason = "One company" }, "main form"), form: "main form")).ShouldRefuse(Say.MergerRuleSelf);
        var (drafted, _) = (await platform.OrganisationOf(await platform.Applicant()), 0);
        (await officer.Submit(await officer.Post(page, new { (await platform.CaseOf(drafted)).Reference, Reason = "One company" }, "main form"), form: "main form")).ShouldRefuse(Say.MergerRuleIntoEnded((await platform.CaseOf(drafted)).Name));
        var confirm = (await officer.Post(page, new { Reference = keptCase.Reference.ToLowerInvariant(), Reason = "One company ŵ, two departments" }, "main form")).ShouldSay(Say.MergerConfirmText).ShouldSay(keptCase.Name);
        Assert.Equal(Stage.Submitted, (await platform.CaseOf(twin)).Stage);
        (await officer.Submit(confirm, form: "main form")).ShouldRedirectTo(page);
        await platform.Settle();

        Assert.Equal((Stage.Merged, Turn.Nobody, null), await platform.CaseOf(twin) is var c ? (c.Stage, c.Turn, c.NextOn) : default);
        Assert.Equal((Stage.Submitted, Ending.Merged), ((await platform.CaseOf(kept)).Stage, (await platform.ApplicationOf(twin)).EndedAs));
        Assert.Contains(platform.Emails(applicant.Email), e => e.Subject == Say.EmailDuplicateSubject(twinCase.Reference).ToString() && e.Body.Contains(keptCase.Name, StringComparison.Ordinal));
        (await applicant.Get("/application")).ShouldSay("was merged on").ShouldSay(keptCase.Reference).ShouldSay("One company ŵ, two departments").ShouldSay("Heol y Tram");
        (await applicant.Get("/application/ended")).ShouldRedirectTo("/application");
        // Everything of it is found from the one that goes on, and each timeline leads to the other.
        var survivor = (await reader.Get($"/officer/org/{kept}/merger")).ShouldSay(Say.MergerTaken(twinCase.Name));
        foreach (var tab in new[] { "answers", "conversation", "merger", "timeline" })
        {
            Assert.NotNull(survivor.Document.QuerySelector($"main a[href='/officer/org/{twin}/{tab}']"));
            (await reader.Get($"/officer/org/{twin}/{tab}")).ShouldBeOk();
        }
        (await reader.Get(page)).ShouldSay("Siân O'Neill").ShouldSay(Say.MergerReads);
        Assert.NotNull((await reader.Get($"/officer/org/{kept}/timeline")).ShouldSay(Say.TimelineRegistrationOrganisationTakenIn).Document.QuerySelector($"main a[href='/officer/org/{twin}/timeline']"));
        Assert.NotNull((await reader.Get($"/officer/org/{twin}/timeline")).ShouldSay(Say.TimelineRegistrationOrganisationMerged).Document.QuerySelector($"main a[href='/officer/org/{kept}/timeline']"));
        Assert.DoesNotContain(Say.DuplicatesUndecided(1).ToString(), (await officer.Get($"/officer/org/{kept}/decide/application")).Text, StringComparison.Ordinal);

        // It is final, for commands and in the database.
        var (application, self) = (await platform.ApplicationOf(twin), new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]));
        await Refused(platform, self, new MergeDuplicate(twin, application.Version, keptCase.Reference, [], "Again"), Say.MergerRuleFinal);
        await Refused(platform, self, new AcceptApplication(twin, application.Version), Say.RuleAlreadyDecided);
        await Refused(platform, new Actor(applicant.PersonId, null, [new HeldRole(Roles.Applicant, twin)]), new ApplyAgain(application.Id, application.Version), Say.MergerRuleFinal);
        await Refused(platform, self, new MergeDuplicate(kept, (await platform.ApplicationOf(kept)).Version, twinCase.Reference, [], "The other way"), Say.MergerRuleIntoEnded(twinCase.Name));
        await DatabaseRefuses(platform, "update registration_cases set stage = 'Draft' where stage = 'Merged'");
        await DatabaseRefuses(platform, "update registration_mergers set merged_at = null");
        await DatabaseRefuses(platform, "update registration_mergers set into_id = organisation_id");
        await DatabaseRefuses(platform, "delete from registration_mergers");
        await NothingGoesOn(platform, twin);
    }

    [Fact]
    public async Task Whoever_the_officer_chose_works_for_the_organisation_that_goes_on()
    {
        await using var platform = await Platform.Start();
        var (kept, owner) = await platform.SentApplication();
        var (twin, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var (page, reference) = ($"/officer/org/{twin}/merger", (await platform.CaseOf(kept)).Reference);
        (await officer.Submit(await officer.Post(page, new { Reference = reference, Reason = "One company", Moving = owner.PersonId }, "main form"), form: "main form")).ShouldRefuse(Say.MergerNotTheirs);
        (await officer.Submit(await officer.Post(page, new { Reference = reference, Reason = "One company", Moving = applicant.PersonId }, "main form"), form: "main form")).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Contains(await platform.As(Actor.System("test"), new FindPeople(kept, Roles.Applicant)), p => p.PersonId == applicant.PersonId);
        (await applicant.Get($"/org?organisation={kept}")).ShouldSay(reference);
        // When the time of the one that goes on is over, what was merged into it is erased too.
        var ended = await officer.Post($"/officer/org/{kept}/decide/application", new { Outcome = "reject", ReasonCode = "identity", Reason = "Not in the register" });
        (await officer.Submit(ended, new { Confirmed = true })).ShouldRedirectTo($"/officer/org/{kept}");
        await platform.Settle();
        await platform.Pass(TimeSpan.FromDays(740));
        Assert.All(new[] { await platform.ApplicationOf(kept), await platform.ApplicationOf(twin) }, a => Assert.NotNull(a.ErasedAt));
    }

    [Fact]
    public async Task A_live_organisation_is_merged_into_another_by_two_people()
    {
        await using var platform = await Platform.Start();
        var steps = new ReadinessTests.StepsOfModules(new global::CommonPlatform.Access.AccessModule().Steps, new global::CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var step in LiveOrganisation.Steps) await steps.Run(story, step);
        var ends = story.OrganisationId;
        foreach (var step in LiveOrganisation.Steps.Skip(2).Prepend("choose hendre")) await steps.Run(story, step);
        var (goesOn, page) = (story.OrganisationId, $"/officer/org/{ends}/merger");
        Assert.NotEqual(ends, goesOn);
        await platform.Pass(TimeSpan.FromDays(32)); // early life support is over
        var (officer, manager, second) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager), await platform.Person(Roles.SeniorOnboardingManager));
        var (endsCase, goesOnCase) = (await platform.CaseOf(ends), await platform.CaseOf(goesOn));
        var (applicant, accountable) = (await platform.Person(Roles.Applicant, ends), await platform.Person(Roles.AccountablePerson, ends));
        var ouCode = await platform.Read<RegistrationDbContext, string?>(db => db.Set<SetUp>().Where(s => s.Id == ends).Select(s => s.OuCode).SingleAsync());
        var letter = new Upload("gorchymyn ŵ.pdf", Applicants.Pdf, "application/pdf");

        (await officer.Post(page, new { Upload = letter }, "form[enctype]")).ShouldRefuse(Say.MergerEnterReference, Say.MergerChooseAgreements, Say.EnterReason);
        (await officer.Post(page, new { endsCase.Reference, Reissue = true, Reason = "An Act", Upload = letter }, "form[enctype]")).ShouldRefuse(Say.MergerRuleSelf);
        (await officer.Post(page, new { goesOnCase.Reference, Reissue = true, Reason = "An Act", Moving = accountable.PersonId, Upload = letter }, "form[enctype]")).ShouldRefuse(Say.MergerNotTheirs);
        (await officer.Post(page, new { goesOnCase.Reference, Reissue = true, Reason = "The Mergers Order ŵ", Moving = applicant.PersonId, Upload = letter }, "form[enctype]")).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Contains(platform.Emails(manager.Email), e => e.Subject == Say.EmailMergerAskedSubject(endsCase.Name).ToString());
        Assert.Null((await officer.Get(page)).Document.QuerySelector("form[action*=Decide]"));
        var merger = await platform.Read<RegistrationDbContext, Merger>(db => db.Set<Merger>().AsNoTracking().SingleAsync());
        (await officer.Get($"{page}?handler=File&merger={merger.Id}")).ShouldBeOk();
        await Refused(platform, new Actor(officer.PersonId, null, [new HeldRole(Roles.SeniorOnboardingManager, null)]), new DecideMerger(merger.Id, merger.Version, true, ""), Say.MergerRuleSecondPerson);
        await Refused(platform, new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]), new AskForMerger(ends, goesOnCase.Reference, [], false, "Again", new("a.pdf", "0", "0", 1)), Say.MergerRuleAsked);
        var (one, late) = (await manager.Get(page), await second.Get(page));
        (await manager.Submit(one, new { Approve = false }, "form[action*=Decide]")).ShouldRefuse(Say.WaiverEnterRefusal);
        (await manager.Submit(one, new { Approve = true }, "form[action*=Decide]")).ShouldRedirectTo(page);
        Assert.Equal(HttpStatusCode.Conflict, (await second.Submit(late, new { Approve = false, Refusal = "No" }, "form[action*=Decide]")).Status);
        await platform.Settle();

        Assert.Equal((Stage.Merged, Stage.Live), ((await platform.CaseOf(ends)).Stage, (await platform.CaseOf(goesOn)).Stage));
        Assert.Equal((false, true), ((await Submissions(platform, ends)).Allowed, (await Submissions(platform, goesOn)).Allowed));
        // Agreements: those that ended carry a note, those that go on too, and are issued anew because the officer chose so.
        var agreements = await platform.Read<AgreementsDbContext, List<Agreement>>(db => db.Agreements.AsNoTracking().ToListAsync());
        var passed = agreements.Where(a => a.OrganisationId == ends && a.InForceAt is not null && a.SupersededAt is null).ToList();
        Assert.Equal(3, passed.Count);
        Assert.All(passed, a => Assert.Equal((ClosingCode.Novated, (Guid?)goesOn, true), (a.ClosingCode, a.NovatedTo, agreements.Single(b => b.Id == a.NovatedInto).Standing == Standing.InForce)));
        Assert.All(agreements.Where(a => a.OrganisationId == goesOn && a.Standing == Standing.InForce).ToList(), a => Assert.NotNull(agreements.Single(b => b.OrganisationId == goesOn && b.Kind == a.Kind && b.Round == a.Round + 1).IssuedAt));
        Assert.Equal(3, (await platform.Recorded<AgreementNovated>()).Count);
        var mou = passed.Single(a => a.Kind == AgreementKinds.Mou);
        (await officer.Get($"/officer/agreements/{mou.Id}")).ShouldSay(AgreementsSay.NovationHeading).ShouldSay(AgreementsSay.StandingNovated);
        (await officer.Get($"/officer/agreements/{mou.NovatedInto}")).ShouldSay(AgreementsSay.NovationHeading).ShouldSay(mou.Reference);
        (await (await platform.Person(Roles.AccountablePerson, goesOn)).Get($"/org/agreements/{mou.NovatedInto}")).ShouldSay(AgreementsSay.NovationHeading);
        // The open review is cancelled as merged.
        var review = await platform.Read<AgreementsDbContext, ServiceReview>(db => db.ServiceReviews.AsNoTracking().SingleAsync(r => r.OrganisationId == ends));
        Assert.Equal(ReviewState.Cancelled, review.State);
        (await (await platform.Person(Roles.HmctsServiceOwner)).Get($"/reviews/{review.Id}")).ShouldSay(AgreementsSay.ReviewCancelled);
        (await officer.Get("/reviews")).ShouldSay(AgreementsSay.ReviewCancelled);
        await DatabaseRefuses(platform, $"update agreements_service_reviews set signed_for_organisation_at = 1, signed_for_hmcts_at = 1 where cancelled_at is not null");
        // People: nobody is left, one has moved, the others are named to the administrator of the one that goes on.
        Assert.Empty(await platform.As(Actor.System("test"), new FindPeople(ends)));
        Assert.Contains(await platform.As(Actor.System("test"), new FindPeople(goesOn, Roles.Applicant)), p => p.PersonId == applicant.PersonId);
        Assert.DoesNotContain(await platform.As(Actor.System("test"), new FindPeople(goesOn)), p => p.PersonId == accountable.PersonId);
        Assert.Contains(platform.Emails(accountable.Email), e => e.Subject == Say.EmailMergedSubject(endsCase.Name, goesOnCase.Name).ToString());
        var administrator = (await platform.As(Actor.System("test"), new FindPeople(goesOn, Roles.AccountAdministrator)))[0];
        Assert.Contains(platform.Emails(administrator.Email), e => e.Subject.Contains(endsCase.Name, StringComparison.Ordinal) && e.Body.Contains(accountable.Email, StringComparison.Ordinal));
        (await accountable.Get("/org")).ShouldRedirectTo("/sign-in?returnUrl=%2Forg");
        // What stays of it.
        Assert.NotNull(ouCode);
        (await officer.Get($"/officer/org/{goesOn}/merger")).ShouldSay(ouCode).ShouldSay(endsCase.Name);
        (await officer.Get($"/officer/org/{ends}")).ShouldSay(Stage.Merged.Why()).ShouldSay(Say.MergerSee);
        await Refused(platform, new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]), new AskForMerger(goesOn, endsCase.Reference, [], false, "Back", new("a.pdf", "0", "0", 1)), Say.MergerRuleIntoEnded(endsCase.Name));
        await Refused(platform, new Actor(officer.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]), new GiveNotice(ends, platform.Clock.GetUtcNow().CivilDate().AddDays(30), "We leave", true), Say.LeavingRuleNotLive);
        await NothingGoesOn(platform, ends);
    }

    private static Task<SubmissionsStanding> Submissions(Platform platform, Guid organisation) => platform.As(Actor.System("test"), new DescribeSubmissions(organisation));

    private static async Task Refused<T>(Platform platform, Actor actor, IRequest<T> command, Text words) =>
        Assert.Equal(words.ToString(), (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(actor, command))).Text.ToString());

    private static async Task DatabaseRefuses(Platform platform, string statement)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(statement, CancellationToken.None));
    }

    /// <summary>For 80 days nothing is waited for, and nothing happens.</summary>
    private static async Task NothingGoesOn(Platform platform, Guid organisation)
    {
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            Assert.All((await scope.ServiceProvider.GetRequiredService<IWorkflows>().Describe(organisation, default)), s => Assert.Empty(s.Waits));
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<IWorkflows>().Incidents(default));
        }
        var events = await Events(platform, organisation);
        await platform.Pass(TimeSpan.FromDays(80));
        Assert.Equal(events, await Events(platform, organisation));
    }

    private static Task<int> Events(Platform platform, Guid organisation) => platform.Read<PlatformDbContext, int>(db => db.Events.CountAsync(e => e.Subject == organisation));
}
