using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Officer;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using CommonPlatform.Tests.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Common = CommonPlatform.BuildingBlocks.Common;

namespace CommonPlatform.Tests.Agreements;

/// <summary>What the officers' board and an organisation's page say while an agreement is out, comes back and goes out again, with the engine running.</summary>
public class SentBackTests(Platform platform) : IClassFixture<Platform>
{
    [Theory]
    [InlineData("decline")]
    [InlineData("question")]
    [InlineData("delegate")]
    public async Task What_came_back_waits_for_the_officer_until_the_next_signatory_has_the_email(string how)
    {
        var (organisation, officer) = await Accepted();
        var sent = await Latest(organisation, AgreementKinds.Mou);
        var signatory = await platform.Nobody().Activate(sent.SignatoryEmail);
        Text[] others = [Common.TurnAccountablePerson, Common.TurnOrganisationServiceOwner];
        await BothSay(officer, organisation, Say.ProcessMouSignedSays(Today), [Common.TurnAccountablePerson, Common.TurnOrganisationServiceOwner]);

        var megan = $"megan{organisation:N}@llyn.example";
        object typed = how switch
        {
            "decline" => new { ReasonCode = "terms", Text = "Clause 7.2 is not acceptable" },
            "question" => new { Text = "What does clause 3.1 mean?" },
            _ => new { Name = "Megan Rees", JobTitle = "Chief Executive", Email = megan, Text = "She holds the authority" },
        };
        (await signatory.Post($"/org/agreements/{sent.Id}/{how}", typed)).ShouldRedirectTo($"/org/agreements/{sent.Id}");
        await platform.Settle();
        var cameBack = CommonPlatform.Agreements.Say.CameBack(AgreementKinds.Title(AgreementKinds.Mou), how switch
        {
            "decline" => CommonPlatform.Agreements.Say.StandingDeclined,
            "question" => CommonPlatform.Agreements.Say.StandingQuestions,
            _ => CommonPlatform.Agreements.Say.StandingWrongPerson,
        }, Today);
        await BothSay(officer, organisation, cameBack, null); // first of all: it isn't in the plan
        (await signatory.Get("/org")).ShouldSay(cameBack);
        Assert.DoesNotContain(Say.TaskSign(Say.TaskSignMou).ToString(), signatory.Shown!.Text, StringComparison.Ordinal);

        var page = $"/officer/agreements/{sent.Id}";
        object answer = how switch { "decline" => new { }, "question" => new { Text = "It means the following thing." }, _ => new { Accept = true } };
        (await officer.Get(page)).ShouldBeOk().ShouldSay(CommonPlatform.Agreements.Say.IssueAgainButton);
        (await officer.Post(page, answer)).ShouldRedirectTo(page);
        await platform.Settle();
        var next = await Latest(organisation, AgreementKinds.Mou);
        Assert.Equal((2, how == "delegate" ? megan : sent.SignatoryEmail), (next.Round, next.SignatoryEmail));
        Assert.Contains(platform.Emails(next.SignatoryEmail), e => e.Body.Contains($"/org/agreements/{next.Id}/sign", StringComparison.Ordinal));
        await BothSay(officer, organisation, Say.ProcessMouSignedSays(Today), others);
    }

    [Fact]
    public async Task A_signature_waits_for_the_officer_until_its_authority_is_decided_on_and_the_signatory_has_nothing_more_to_do()
    {
        var (organisation, officer) = await Accepted();
        var mou = await Latest(organisation, AgreementKinds.Mou);
        var signatory = await platform.Nobody().Activate(mou.SignatoryEmail);
        (await signatory.Get("/org")).ShouldSay(Say.TaskSign(Say.TaskSignMou));
        (await signatory.Post($"/org/agreements/{mou.Id}/sign", new { Statements = new[] { "agree" }, Authority = StatedAuthority.Office, NameTyped = mou.SignatoryName, Code = signatory.NextCode() }))
            .ShouldRedirectTo($"/org/agreements/{mou.Id}/signed");
        await platform.Settle();

        Assert.DoesNotContain(Say.TaskSign(Say.TaskSignMou).ToString(), (await signatory.Get("/org")).Text, StringComparison.Ordinal);
        signatory.Shown!.ShouldSay(Say.ProcessMouAuthoritySays(Today)).ShouldSay(Say.TaskSign(Say.TaskSignTerms));
        (await officer.Get($"/officer/org/{organisation}")).ShouldSay(Say.ProcessMouAuthoritySays(Today));
        var line = (await officer.Get("/officer")).ShouldSay(Say.ActionAcceptAuthority).Document.QuerySelector($"a[href='/officer/org/{organisation}/agreements']");
        Assert.StartsWith(Say.ActionAcceptAuthority.ToString(), line?.TextContent.Trim(), StringComparison.Ordinal);
        await platform.Pass(TimeSpan.FromDays(4)); // two working days and more
        Assert.Contains(platform.Emails(officer.Email), e => e.Body.Contains(Words.Clock("authority").ToString(), StringComparison.Ordinal));
        var another = await platform.Person(Roles.OnboardingOfficer);
        (await another.Post($"/officer/agreements/{mou.Id}", new { Accept = true })).ShouldRedirectTo($"/officer/agreements/{mou.Id}");
        await platform.Settle();
        await RefusedToCountersign(officer, CommonPlatform.Agreements.Say.NotWhoAcceptedTheRegistration);
        await RefusedToCountersign(another, CommonPlatform.Agreements.Say.NotWhoAcceptedTheAuthority);
        Assert.Equal(StepState.Done, (await Steps(organisation)).Single(s => s.NodeId == "mou-authority").State);

        async Task RefusedToCountersign(Browser person, Text why)
        {
            var actor = new Actor(person.PersonId, null, [new HeldRole(Roles.HmctsSignatory, null)]);
            Assert.Equal(why, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(actor, new CountersignAgreement(mou.Id, mou.Version, true, "Somebody", "123456")))).Text);
        }
    }

    [Fact]
    public async Task Where_both_sign_the_service_level_agreement_the_sentence_names_both_and_it_stays_one_step()
    {
        var (plain, _) = await Accepted();
        var (organisation, officer) = await Accepted(differing: true);
        await BothSay(officer, organisation, Say.ProcessSlaSignedByBothSays(Today), [Common.TurnAccountablePerson, Common.TurnOrganisationSignatories]);
        Assert.Equal((await Steps(plain)).Count, (await Steps(organisation)).Count);
        Assert.Equal(StepState.Current, await Signed());
        var sla = await Latest(organisation, AgreementKinds.Sla);
        foreach (var person in sla.Signatories())
        {
            var signer = await platform.Nobody().Activate(person.Email);
            (await signer.Post($"/org/agreements/{sla.Id}/sign", new { Statements = new[] { "agree" }, Authority = StatedAuthority.Office, NameTyped = person.Name, Code = signer.NextCode() }))
                .ShouldRedirectTo($"/org/agreements/{sla.Id}/signed");
            await platform.Settle();
        }
        (await officer.Post($"/officer/agreements/{sla.Id}", new { Accept = true })).ShouldRedirectTo($"/officer/agreements/{sla.Id}");
        await platform.Settle();
        (await officer.Get($"/officer/org/{organisation}")).ShouldSay(Say.ProcessSlaInForceSays(Today));
        Assert.Equal(StepState.Done, await Signed());

        async Task<StepState> Signed() => (await Steps(organisation)).Single(s => s.Label.ToString() == Say.ProcessSlaSigned.ToString()).State;
    }

    private DateOnly Today => platform.Clock.GetUtcNow().CivilDate();

    /// <summary>The organisation's page says the whole sentence; its row on the board says for whom the agreements wait.</summary>
    private async Task BothSay(Browser officer, Guid organisation, Text sentence, Text[]? waitsFor)
    {
        (await officer.Get($"/officer/org/{organisation}")).ShouldBeOk().ShouldSay(sentence);
        var reference = (await platform.CaseOf(organisation)).Reference;
        (await officer.Get($"/officer?search={reference}")).ShouldBeOk().ShouldSay(waitsFor is null ? sentence : Say.WhyTrackAgreements(Onboarding.All(waitsFor)));
    }

    private async Task<(Guid Organisation, Browser Officer)> Accepted(bool differing = false)
    {
        var (organisation, _) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        if (differing) (await officer.Post($"/officer/org/{organisation}/targets", new { Metric = "M01", Value = "97", Reason = "Their line is shared" })).ShouldRedirectTo($"/officer/org/{organisation}/targets");
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        return (organisation, officer);
    }

    private Task<Agreement> Latest(Guid organisation, string kind) => platform.Read<AgreementsDbContext, Agreement>(db =>
        db.Agreements.AsNoTracking().Where(a => a.OrganisationId == organisation && a.Kind == kind).OrderByDescending(a => a.Round).FirstAsync());

    private async Task<IReadOnlyList<StepStanding>> Steps(Guid organisation)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IWorkflows>().Describe(organisation, default)).Single().Steps;
    }
}
