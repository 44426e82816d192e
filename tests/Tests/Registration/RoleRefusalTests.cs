using System.Reflection;
using System.Runtime.CompilerServices;
using CommonPlatform.Agreements.Features.Officer;
using CommonPlatform.Agreements.Features.Security;
using CommonPlatform.Agreements.Features.Targets;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using MediatR;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>
/// Each command of HMCTS people against each of their roles, and against people of the organisation itself. The commands are wrong in their input
/// or stale, so whoever may send them is told so and nothing changes; whoever may not gets no more than "not found".
/// </summary>
public class RoleRefusalTests(Platform platform) : IClassFixture<Platform>
{
    private static readonly StoredPdf File = new("a.pdf", "0", "0", 1);
    private static readonly DateOnly Day = new(2026, 6, 1);
    private static readonly string[] Deciders = [Roles.OnboardingOfficer, Roles.SeniorOnboardingManager];
    private static readonly string[] Testers = [.. Deciders, Roles.TestManager];

    private static readonly (string Name, Func<Guid, IBaseRequest> Command, string[] May)[] Commands =
    [
        ("take ownership", id => new TakeOwnership(id, -1), Deciders),
        ("give organisations to an officer", id => new AssignCases([], null), Deciders),
        ("arrange cover", id => new ArrangeCover(null, null, null), Deciders),
        ("accept", id => new AcceptApplication(id, -1), Deciders),
        ("return", id => new ReturnApplication(id, -1, "", []), Deciders),
        ("reject", id => new RejectApplication(id, -1, "", ""), Deciders),
        ("decide on a duplicate", id => new DecideDuplicate(id, -1, id, null, ""), Deciders),
        ("check an identifier", id => new CheckIdentifier(id, -1, "", "", "", null, ""), Deciders),
        ("decide on an appeal", id => new DecideAppeal(id, -1, null, ""), [Roles.SeniorOnboardingManager]),
        ("record the OU code", id => new RecordOuCode(id, -1, "?"), Deciders),
        ("record the prosecutor", id => new RecordProsecutor(id, -1, "", false), Deciders),
        ("nominate the administrator", id => new NominateAdministrator(id, -1), Deciders),
        ("confirm bank details", id => new ConfirmBankDetails(id, -1, "", "", false), [Roles.FinanceOfficer]),
        ("review notices", id => new ReviewNotices(id, -1, [], ""), Testers),
        ("arrange a meeting about notices", id => new ArrangeNoticeMeeting(id, -1, null), Testers),
        ("propose testing dates", id => new ProposeTestingDates(id, -1, Day, Day.AddDays(4), ""), Testers),
        ("propose a go-live date", id => new ProposeGoLiveDate(id, -1, Day), Testers),
        ("postpone go-live", id => new PostponeGoLive(id, -1, Day, "Later"), Testers),
        ("accept dates", id => new AcceptDates(id, -1, id), Testers),
        ("record test results", id => new RecordTestResults(id, -1, "", ""), Testers),
        ("sign testing off", id => new SignOffTesting(id, -1, true), [Roles.TestManager]),
        ("record a defect", id => new RecordDefect(id, "4", "Too early", "", null), Testers),
        ("close a defect", id => new CloseDefect(id, id, -1, new string('x', 1001)), Testers),
        ("state a gate by hand", id => new StateGateByHand(id, 13, 0, "", File), Testers),
        ("confirm a gate by hand", id => new ConfirmGateByHand(id, -1, false), Testers),
        ("ask for a waiver", id => new AskForWaiver(id, 13, "", null), Deciders),
        ("decide on a waiver", id => new DecideWaiver(id, -1, null, ""), [Roles.SeniorOnboardingManager]),
        ("let an application lapse", id => new LapseApplication(id, -1, ""), Deciders),
        ("open an application again", id => new ReopenApplication(id, -1), Deciders),
        ("check an item of leaving", id => new CheckDeparture(id, -1, null, ""), Deciders),
        ("ask for another name", id => new AskForRename(id, "", null, File), Deciders),
        ("decide on a name", id => new DecideRename(id, -1, null, ""), [Roles.SeniorOnboardingManager]),
        ("open an accepted application again", id => new ReopenAccepted(id, -1, ""), Deciders),
        ("merge a duplicate", id => new MergeDuplicate(id, -1, "", [], ""), Deciders),
        ("ask for a merger", id => new AskForMerger(id, "", [], null, "", File), Deciders),
        ("decide on a merger", id => new DecideMerger(id, -1, null, ""), [Roles.SeniorOnboardingManager]),
        ("ask for a suspension", id => new AskForSuspension(id, null, "", ""), Deciders),
        ("decide on a suspension", id => new DecideSuspension(id, -1, null, ""), [Roles.SeniorOnboardingManager]),
        ("stop at once", id => new StopAtOnce(id, null, ""), [Roles.SeniorOnboardingManager]),
        ("reinstate", id => new Reinstate(id, -1, ""), [Roles.SeniorOnboardingManager]),
        ("decide on readiness", id => new DecideReadiness(id, -1, null, null, ""), Deciders),
        ("ask for readiness again", id => new AskReadinessAgain(id, -1), Deciders),
        ("open the live service", id => new OpenLiveService(id, -1, false, false, false, false), Deciders),
        ("decide on an authority", id => new DecideAuthority(id, -1, null, ""), Deciders),
        ("recall an agreement", id => new RecallAgreement(id, -1, ""), Deciders),
        ("file an email of the inbox", id => new AssignEmail(id, -1, "", null), [.. Policies.All[Policy.Converse].Roles]),
        ("set an email of the inbox aside", id => new SetAsideEmail(id, -1, ""), [.. Policies.All[Policy.Converse].Roles]),
        ("set a service level target", id => new SetServiceLevelTarget(id, 0, "", "", ""), Deciders),
        ("countersign", id => new CountersignAgreement(id, -1, false, "", ""), [Roles.HmctsSignatory, Roles.HmctsServiceOwner]),
        ("assess security", id => new AssessSecurity(id, -1, null, "", null), [Roles.SecurityAssessor]),
        ("confirm that conditions are met", id => new ConfirmConditionsMet(id, -1, false), [Roles.SecurityAssessor]),
        ("skip a failed step", id => new SkipStep(id, ""), [Roles.Administrator]),
    ];

    [Fact]
    public async Task Each_command_of_hmcts_is_refused_to_every_role_but_its_own()
    {
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        var wrong = new List<string>();
        foreach (var (name, command, may) in Commands)
        {
            foreach (var role in Roles.OfHmcts)
                if (await Reaches(new Actor(officer.PersonId, null, [new HeldRole(role, null)]), command(organisation)) != may.Contains(role))
                    wrong.Add($"{role} {(may.Contains(role) ? "may not" : "may")} {name}");
            foreach (var role in Roles.OfOrganisations)
            {
                var ofTheirs = new Actor(applicant.PersonId, null, [new HeldRole(role, organisation)]);
                var ofAnother = new Actor(applicant.PersonId, null, [new HeldRole(role, Guid.Empty)]);
                if (await Reaches(ofAnother, command(organisation))) wrong.Add($"{role} of another organisation may {name}");
                if (!IsOfBothSides(command(organisation)) && await Reaches(ofTheirs, command(organisation))) wrong.Add($"{role} of the organisation may {name}");
            }
            if (await Reaches(Actor.Nobody, command(organisation))) wrong.Add($"nobody may {name}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>Whatever stands in a command: it isn't looked at.</summary>
    [Fact]
    public async Task Every_command_is_refused_to_every_role_that_its_policy_does_not_name()
    {
        var sent = new[] { typeof(TakeOwnership).Assembly, typeof(RecallAgreement).Assembly, typeof(CommonPlatform.Access.Features.Sessions.SessionActorSource).Assembly }
            .SelectMany(a => a.GetTypes()).Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(BuildingBlocks.Mediation.ICommand<>)))
            .Select(t => (Type: t, t.GetCustomAttribute<NeedsAttribute>()!.Policy)).Where(c => Policies.All[c.Policy].Roles.Count > 0).ToList();
        Assert.True(sent.Count > 100, $"only {sent.Count} commands were found");
        var (person, send) = ((await platform.Person(Roles.Auditor)).PersonId, typeof(Platform).GetMethod(nameof(Platform.As))!);
        foreach (var (type, policy) in sent)
            foreach (var actor in Roles.All.Append(Roles.Suspended).Except(Policies.All[policy].Roles).Select(role => new Actor(person, null, [new HeldRole(role, null)])).Append(Actor.Nobody))
                await Assert.ThrowsAsync<NotFoundException>(() => (Task)send.MakeGenericMethod(AnswerOf(type)).Invoke(platform, [actor, RuntimeHelpers.GetUninitializedObject(type)])!);
        static Type AnswerOf(Type command) => command.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)).GenericTypeArguments[0];
    }

    [Theory]
    [InlineData("setup", Roles.OnboardingOfficer, Roles.FinanceOfficer)]
    [InlineData("dates", Roles.OnboardingOfficer, Roles.TestManager)]
    [InlineData("gates/13", Roles.OnboardingOfficer, Roles.TestManager)]
    [InlineData("gates/13/waiver", Roles.OnboardingOfficer, Roles.SeniorOnboardingManager)]
    public async Task A_page_has_forms_for_whoever_may_send_them_and_none_for_other_readers(string page, params string[] may)
    {
        var (organisation, _) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        foreach (var role in (string[])[.. may, Roles.Auditor, Roles.SecurityAssessor])
        {
            var shown = await (await platform.Person(role)).Get($"/officer/org/{organisation}/{page}");
            Assert.True(shown.Document.QuerySelector("main form") is not null == may.Contains(role), $"{role} on {page}: {shown.Status}");
        }
    }

    // Proposals go both ways, so the organisation's own people may make and accept them too.
    private static bool IsOfBothSides(IBaseRequest command) => command is ProposeTestingDates or ProposeGoLiveDate or PostponeGoLive or AcceptDates or RecordDefect or SignOffTesting;

    /// <summary>Whether a command gets as far as being told that it is wrong or stale.</summary>
    private async Task<bool> Reaches(Actor actor, IBaseRequest command)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => command is IRequest<bool> signing ? platform.As(actor, signing) : (Task)platform.As(actor, (IRequest<Unit>)command));
        return refused is InvalidInputException or ConflictException or RuleBrokenException;
    }
}
