using System.IO.Compression;
using System.Net;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
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
        var (sent, _) = await platform.SentApplication();
        (await officer.Post(page, new { (await platform.CaseOf(sent)).Reference, Reissue = true, Reason = "An Act", Upload = letter }, "form[enctype]")).ShouldRefuse(Say.MergerRuleIntoNotAccepted((await platform.CaseOf(sent)).Name));
        var action = await OpenAction(platform, ends);
        var (there, owner) = (await platform.Person(Roles.AccountablePerson, goesOn), await platform.Person(Roles.OrganisationServiceOwner, goesOn));
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
        await NotesOf(platform, officer, ends, goesOn, passed, there);
        await ActionGoesOn(platform, action, ends, goesOn, owner);
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

    [Fact]
    public async Task An_accepted_organisation_that_is_not_live_is_merged_too()
    {
        await using var platform = await Platform.Start();
        string[] accepted = ["apply", "submit", "take-ownership", "accept"];
        var story = await LiveOrganisation.Tell(platform, ["people-of-hmcts", "choose northmoor", .. accepted]);
        var ends = story.OrganisationId;
        var steps = new ReadinessTests.StepsOfModules(new global::CommonPlatform.Access.AccessModule().Steps, new global::CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);
        foreach (var step in accepted.Prepend("choose hendre")) await steps.Run(story, step);
        var (goesOn, page) = (story.OrganisationId, $"/officer/org/{ends}/merger");
        var (officer, manager, accountable) = (await platform.Person(Roles.OnboardingOfficer), await platform.Person(Roles.SeniorOnboardingManager), await platform.Person(Roles.AccountablePerson, ends));
        var (endsCase, goesOnCase) = (await platform.CaseOf(ends), await platform.CaseOf(goesOn));
        Assert.Equal((Stage.Accepted, Stage.Accepted), (endsCase.Stage, goesOnCase.Stage));

        // What is live is not merged into what is not: its cases would have nowhere to go on.
        var live = await platform.CaseOf(ends);
        live.MoveTo(Stage.Live, platform.Clock.GetUtcNow(), null);
        Assert.Equal(
            Say.MergerRuleIntoNotLive(goesOnCase.Name).ToString(),
            Assert.Throws<RuleBrokenException>(() => Merger.Ask(goesOn, live, goesOnCase, false, new("a.pdf", "0", "0", 1), ends, officer.PersonId, platform.Clock.GetUtcNow())).Text.ToString());

        (await officer.Post(page, new { goesOnCase.Reference, Reissue = false, Reason = "An Act joins them", Upload = new Upload("act.pdf", Applicants.Pdf, "application/pdf") }, "form[enctype]")).ShouldRedirectTo(page);
        (await manager.Submit(await manager.Get(page), new { Approve = true }, "form[action*=Decide]")).ShouldRedirectTo(page);
        await platform.Settle();
        Assert.Equal((Stage.Merged, Stage.Accepted), ((await platform.CaseOf(ends)).Stage, (await platform.CaseOf(goesOn)).Stage));
        Assert.All(await platform.Read<AgreementsDbContext, List<Agreement>>(db => db.Agreements.AsNoTracking().Where(a => a.OrganisationId == ends).ToListAsync()), a => Assert.Equal(Standing.Closed, a.Standing));
        Assert.Empty(await platform.As(Actor.System("test"), new FindPeople(ends)));
        Assert.Contains(platform.Emails(accountable.Email), e => e.Subject == Say.EmailMergedSubject(endsCase.Name, goesOnCase.Name).ToString());
        await NothingGoesOn(platform, ends);
    }

    /// <summary>An action that a meeting agreed, by a row: its review would need a quarter.</summary>
    private static async Task<Guid> OpenAction(Platform platform, Guid organisation)
    {
        var now = platform.Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await using var scope = platform.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(
            """
            insert into agreements_service_actions (id, version, organisation_id, review_id, what, side, who, due_on, agreed_by, agreed_at)
            select @id, 1, @organisation, r.id, 'Answer within a day ŵ', 'organisation', 'Bryn Haverfield', @due, r.id, @now from agreements_service_reviews r where r.organisation_id = @organisation
            """,
            default, ("@id", id), ("@organisation", organisation), ("@due", now.CivilDate().AddDays(30)), ("@now", now));
        return id;
    }

    /// <summary>It goes on at the other organisation with where it comes from, and is ended there.</summary>
    private static async Task ActionGoesOn(Platform platform, Guid action, Guid ends, Guid goesOn, Browser owner)
    {
        var passed = await platform.Read<AgreementsDbContext, ServiceAction>(db => db.ServiceActions.AsNoTracking().SingleAsync(a => a.Id == action));
        Assert.Equal((goesOn, (Guid?)ends, true), (passed.OrganisationId, passed.PassedFrom, passed.IsOpen));
        var merged = (await platform.CaseOf(ends)).Name;
        Assert.Contains(platform.Emails(owner.Email), e => e.Subject.Contains(AgreementsSay.EmailActionsPassedSubject(merged).ToString(), StringComparison.Ordinal) && e.Body.Contains("Answer within a day ŵ", StringComparison.Ordinal));
        var review = await platform.Read<AgreementsDbContext, Guid>(db => db.ServiceReviews.Where(r => r.OrganisationId == goesOn).Select(r => r.Id).SingleAsync());
        (await owner.Get($"/reviews/{review}")).ShouldSay("Answer within a day ŵ").ShouldSay(AgreementsSay.ActionFrom(merged)).ShouldSay(AgreementsSay.CarriedOver);
        (await owner.Get($"/reviews/actions/{action}")).ShouldSay(AgreementsSay.ActionOf).ShouldSay(merged);
        (await owner.Post($"/reviews/actions/{action}", new { Outcome = ServiceAction.Done })).ShouldRedirectTo($"/reviews/{review}");
        Assert.Equal([ends], (await platform.Recorded<ServiceActionPassed>()).Select(e => e.FromId));
        await DatabaseRefuses(platform, "update agreements_service_actions set passed_from = organisation_id");
    }

    /// <summary>Each note is a sealed document that both sides and their accountable persons get, and stands in the evidence packs of both.</summary>
    private static async Task NotesOf(Platform platform, Browser officer, Guid ends, Guid goesOn, List<Agreement> passed, Browser there)
    {
        var (merged, stranger) = ((await platform.CaseOf(ends)).Name, await platform.Applicant());
        foreach (var agreement in passed)
        {
            Assert.NotNull(agreement.NovationPdf);
            var (ours, theirs) = ($"/officer/agreements/{agreement.Id}/pdf?handler=Novation", $"/org/agreements/{agreement.Id}/pdf?handler=Novation");
            foreach (var organisation in new[] { ends, goesOn })
                Assert.NotNull((await officer.Get($"/officer/org/{organisation}/agreements")).ShouldSay(agreement.NovationSha256!).Document.QuerySelector($"main a[download][href='{ours}']"));
            Assert.NotNull((await there.Get("/org/agreements")).Document.QuerySelector($"main a[download][href='{theirs}']"));
            Assert.NotNull((await there.Get($"/org/agreements/{agreement.NovatedInto}")).Document.QuerySelector($"main a[download][href='{theirs}']"));
            var document = await (await there.Get(theirs)).ShouldBeOk().Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(agreement.NovationSha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(document)));
            Assert.True(PdfVerifier.Verify(document, platform.Services.GetRequiredService<Keys>().Trust).IsValid);
            (await officer.Get(ours)).ShouldBeOk();
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(theirs)).Status);
        }
        var (subject, told) = (AgreementsSay.EmailNovationSubject(merged, (await platform.CaseOf(goesOn)).Name).ToString(), new[] { there.Email, passed.Single(a => a.Kind == AgreementKinds.Mou).SignatoryEmail });
        Assert.All(told, to => Assert.Contains(passed[0].Reference, Assert.Single(platform.Emails(to), e => e.Subject == subject).Body, StringComparison.Ordinal));
        Assert.Equal(3, (await platform.Recorded<NovationNoteIssued>()).Count);
        await DatabaseRefuses(platform, "update agreements_agreements set novation_sha256 = null where novation_pdf is not null");
        foreach (var organisation in new[] { ends, goesOn })
        {
            var pack = await (await officer.Post($"/officer/org/{organisation}/evidence")).ShouldBeOk().Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            await using var zip = new ZipArchive(new MemoryStream(pack));
            Assert.Equal(3, zip.Entries.Count(e => e.FullName.StartsWith("documents/novation-note-", StringComparison.Ordinal)));
            Assert.Contains(zip.Entries, e => e.FullName == "uploads/merger-1.pdf");
            Assert.Equal(organisation == goesOn, zip.Entries.Any(e => e.FullName.StartsWith("documents/CPO-", StringComparison.Ordinal)));
            using var mergers = new StreamReader(await zip.GetEntry("mergers.json")!.OpenAsync(TestContext.Current.CancellationToken));
            Assert.Contains("The Mergers Order ŵ", await mergers.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
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
