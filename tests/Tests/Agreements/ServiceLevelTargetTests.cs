using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using RegistrationDbContext = CommonPlatform.Registration.RegistrationDbContext;

namespace CommonPlatform.Tests.Agreements;

public class ServiceLevelTargetTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public void The_measures_and_their_standard_are_those_of_the_text_in_both_languages()
    {
        Assert.Equal(22, ServiceLevelMetric.All.Count);
        Assert.Equal(["M10", "M15"], ServiceLevelMetric.All.Except(ServiceLevelMetric.Negotiable).Select(m => m.Id));
        Assert.Equal("at least 97%", ServiceLevelMetric.Find("M01")!.With("97").En);
        Assert.Equal("o leiaf 97%", ServiceLevelMetric.Find("M01")!.With("97").Cy);
        Assert.All(ServiceLevelMetric.Negotiable, m => Assert.Equal(m.Target, m.With(m.Standard!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task A_target_that_differs_is_set_with_its_reason_before_the_agreement_is_issued_and_each_mistake_is_told()
    {
        var parties = await Parties.Of(platform);
        var officer = parties.Owner;
        var address = $"/officer/org/{parties.Organisation}/targets";
        (await officer.Get(address)).ShouldBeOk().ShouldSay(Say.TargetsNone).ShouldSay(Parties.OrganisationName);
        (await officer.Post(address, new { Metric = "", Value = "x", Reason = "" })).ShouldRefuse(Say.ChooseAMeasure, Say.EnterATarget, Say.ReasonTooShort(10));
        (await officer.Post(address, new { Metric = "M10", Value = "5", Reason = "A reason that is long" })).ShouldRefuse(Say.ChooseAMeasure);
        (await officer.Post(address, new { Metric = "M01", Value = "101", Reason = "A reason that is long" })).ShouldRefuse(Say.TargetAtMostHundred);
        (await officer.Post(address, new { Metric = "M01", Value = "99.50", Reason = "A reason that is long" })).ShouldRefuse(Say.TargetIsTheStandard);
        (await officer.Post(address, new { Metric = "M01", Value = "97.50", Reason = "Their line is | shared <b>" })).ShouldRedirectTo(address);
        (await officer.Post(address, new { Metric = "M01", Value = "98", Reason = "Their line is | shared <b>" })).ShouldRedirectTo(address);
        (await officer.Post(address, new { Metric = "M12", Value = "4", Reason = "Posted twice a week" })).ShouldRedirectTo(address);
        var page = (await officer.Get(address)).ShouldBeOk().ShouldSay("at least 98%").ShouldSay("at most 4");
        var removal = page.Document.QuerySelectorAll("form[action*='handler=Remove']").Last().GetAttribute("action");
        (await officer.Submit(page, form: $"form[action='{removal}']")).ShouldRedirectTo(address);
        page = await officer.Get(address);
        Assert.Single(await platform.Recorded<ServiceLevelTargetRemoved>(), e => e.OrganisationId == parties.Organisation && e.Metric == "M12");
        Assert.Equal(3, (await platform.Recorded<ServiceLevelTargetSet>()).Count(e => e.OrganisationId == parties.Organisation));
        Assert.Empty((await (await platform.Person(Roles.Auditor)).Get(address)).ShouldBeOk().Document.QuerySelectorAll("main form"));
        (await parties.Accountable.Get(address)).ShouldBeNotFound();
        (await officer.Get($"/officer/org/{Guid.Empty}/targets")).ShouldBeNotFound();

        var agreement = await parties.Issue(AgreementKinds.Sla);
        (await officer.Submit(page, new { Metric = "M03", Value = "90", Reason = "Too late for this round" })).ShouldRefuse(Say.TargetsOnlyBeforeIssue);
        Assert.Equal("98", Assert.Single(agreement.Particulars.Targets()).Value);
        var read = (await parties.ServiceOwner.Get($"/org/agreements/{agreement.Id}/read")).ShouldBeOk();
        Assert.Contains("Their line is | shared <b>", read.Document.QuerySelector("h2[id=part-1] ~ table")!.TextContent, StringComparison.Ordinal);
        await parties.ServiceOwner.Get("/?language=cy");
        (await parties.ServiceOwner.Get($"/org/agreements/{agreement.Id}/read")).ShouldBeOk().ShouldSay("o leiaf 98%");
    }

    [Fact]
    public async Task Where_targets_differ_the_service_owner_and_the_accountable_person_both_sign_before_HMCTS()
    {
        var parties = await Parties.Of(platform);
        var hmcts = await platform.Person(Roles.HmctsServiceOwner, name: "Hari ap Owner");
        await parties.Owner.Post($"/officer/org/{parties.Organisation}/targets", new { Metric = "M01", Value = "97", Reason = "Their line is shared" });
        var agreement = await parties.Issue(AgreementKinds.Sla);
        foreach (var signer in (Browser[])[parties.ServiceOwner, parties.Accountable])
        {
            var email = Assert.Single(platform.Emails(signer.Email), e => e.Body.Contains($"/org/agreements/{agreement.Id}/sign", StringComparison.Ordinal));
            Assert.Contains($"Tomos Price and {Parties.AccountableName} both sign it", string.Join(" ", email.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            Assert.Contains("at least 97%", email.Body, StringComparison.Ordinal);
            Assert.Contains("Their line is shared", email.Body, StringComparison.Ordinal);
        }

        (await parties.Accountable.Get($"/org/agreements/{agreement.Id}/sign")).ShouldBeOk().ShouldSay("at least 97%");
        (await parties.SignPage(agreement, parties.Accountable, Parties.AccountableName)).ShouldRedirectTo($"/org/agreements/{agreement.Id}/signed");
        await platform.Settle();
        Task<DateTimeOffset?> ClockStopped() => platform.Read<RegistrationDbContext, DateTimeOffset?>(db =>
            db.Clocks.Where(c => c.OrganisationId == parties.Organisation && c.Rule == "t4" && c.Matter == agreement.Id.ToString()).Select(c => c.StoppedAt).SingleAsync());
        Assert.Null(await ClockStopped()); // the other one is still asked
        Assert.Equal(Standing.WithSignatory, (await parties.Load(agreement.Id)).Standing);
        (await parties.Accountable.Get($"/org/agreements/{agreement.Id}")).ShouldBeOk().ShouldSay(Say.NextWithSignatory("Tomos Price", agreement.SignBy));
        Assert.Empty((await parties.Owner.Get($"/officer/agreements/{agreement.Id}")).ShouldBeOk().Document.QuerySelectorAll("main form"));
        await platform.Pass(TimeSpan.FromDays(8));
        Assert.Contains(platform.Emails(parties.ServiceOwner.Email), e => e.Subject.Contains("Reminder", StringComparison.Ordinal));
        Assert.DoesNotContain(platform.Emails(parties.Accountable.Email), e => e.Subject.Contains("Reminder", StringComparison.Ordinal));
        foreach (var person in (Browser[])[parties.ServiceOwner, parties.Owner, hmcts]) await person.SignIn();
        (await parties.SignPage(agreement, parties.ServiceOwner, "Tomos Price")).ShouldRedirectTo($"/org/agreements/{agreement.Id}/signed");
        await platform.Settle();
        agreement = await parties.Load(agreement.Id);
        Assert.Equal(agreement.SignatureGivenAt, await ClockStopped());
        Assert.Equal(Standing.AuthorityToAccept, agreement.Standing);
        agreement = await parties.Accept(agreement, parties.Owner);
        Assert.Equal(Standing.ToCountersign, agreement.Standing);
        agreement = await parties.Countersign(agreement, hmcts, "Hari ap Owner");
        Assert.Equal(Standing.InForce, agreement.Standing);

        var keys = platform.Services.GetRequiredService<Keys>();
        var pdf = await platform.Services.GetRequiredService<DocumentStore>().Read(agreement.Pdf!, default);
        var report = PdfVerifier.Verify(pdf, keys.Trust);
        Assert.True(report.IsValid, string.Join("; ", report.Problems));
        Assert.Equal([Parties.AccountableName, "Tomos Price", "Hari ap Owner"], report.Signatures.Select(s => s.Name));
        using var scratch = new Scratch();
        var seen = Judged.Signatures(keys, scratch, pdf);
        Assert.Equal(3, seen.Split("Signature is Valid").Length - 1);
        Assert.Equal(3, seen.Split("Certificate is Trusted").Length - 1);
        Assert.Contains("targets that differ", Tool.Run("pdftotext", scratch.File("agreement.pdf"), "-").Output, StringComparison.Ordinal);
    }
}
