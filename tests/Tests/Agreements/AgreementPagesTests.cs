using System.Net;
using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Agreements;

public class AgreementPagesTests(Platform platform) : IClassFixture<Platform>
{
    [Theory]
    [InlineData(AgreementKinds.Mou, Roles.HmctsSignatory)]
    [InlineData(AgreementKinds.Sla, Roles.HmctsServiceOwner)]
    public async Task An_agreement_is_read_signed_accepted_and_countersigned_and_other_tools_find_both_seals_good(string kind, string role)
    {
        var parties = await Parties.Of(platform);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var hmcts = await platform.Person(role, name: "Hari ap Signatory");
        var agreement = await parties.Issue(kind);
        var signer = kind == AgreementKinds.Sla ? parties.ServiceOwner : parties.Accountable;

        var email = Assert.Single(platform.Emails(signer.Email), e => e.Body.Contains($"/org/agreements/{agreement.Id}/sign", StringComparison.Ordinal));
        Assert.StartsWith("Please sign by 30 March 2026: ", email.Subject, StringComparison.Ordinal);
        Assert.Contains("Courts and Tribunals Service Centre (CTSC)", email.Body, StringComparison.Ordinal);
        Assert.Contains("30 March 2026", email.Body, StringComparison.Ordinal);
        Assert.Contains($"on behalf of {Parties.OrganisationName}: {AgreementKinds.Title(kind)}, reference {agreement.Reference}. Who asks: {Parties.OwnerName}, onboarding officer", string.Join(' ', email.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains(parties.Owner.Email, email.Body, StringComparison.Ordinal);
        Assert.Contains("minutes to read", email.Body, StringComparison.Ordinal);
        (await signer.Get("/org/agreements")).ShouldBeOk().ShouldSay(Say.ReadAndSign);
        (await signer.Get($"/org/agreements/{agreement.Id}")).ShouldBeOk().ShouldSay(Say.WhomToCallOfficer(Parties.OwnerName, parties.Owner.Email)).ShouldSay(Say.OfficerOfHmcts(Parties.OwnerName));
        var read = (await signer.Get($"/org/agreements/{agreement.Id}/read")).ShouldBeOk().ShouldSay(Parties.OrganisationName);
        Assert.True(read.Document.QuerySelectorAll("h2[id^=clause-]").Length >= 20);
        Assert.Equal("application/pdf", (await signer.Get($"/org/agreements/{agreement.Id}/pdf")).Response.Content.Headers.ContentType!.MediaType);

        agreement = await parties.Sign(agreement);
        (await signer.Get($"/org/agreements/{agreement.Id}/signed")).ShouldBeOk().ShouldSay(agreement.Reference).ShouldSay(Say.NextAuthorityToAccept);
        (await officer.Get($"/officer/org/{parties.Organisation}/agreements")).ShouldBeOk().ShouldSay(Say.StandingAuthorityToAccept);
        Assert.DoesNotContain(await platform.Recorded<AgreementSigned>(), e => e.AgreementId == agreement.Id);
        (await officer.Get($"/officer/agreements/{agreement.Id}")).ShouldBeOk().ShouldSay(Say.AuthorityOffice(agreement.SignatoryTitle));
        agreement = await parties.Accept(agreement, officer);
        Assert.Single(await platform.Recorded<AgreementSigned>(), e => e.AgreementId == agreement.Id);
        (await hmcts.Get("/officer/agreements")).ShouldBeOk().ShouldSay(Say.GoToCountersign);
        (await hmcts.Get($"/officer/agreements/{agreement.Id}/countersign")).ShouldBeOk().ShouldSay(Say.SealIsValid);
        agreement = await parties.Countersign(agreement, hmcts, "hari AP signatory");
        Assert.Equal($"person:{hmcts.PersonId:D}", await platform.Read<CommonPlatform.BuildingBlocks.Data.PlatformDbContext, string>(
            db => Task.FromResult(db.Events.Single(e => e.Name == "Agreements.AgreementCountersigned" && e.Subject == agreement.OrganisationId).Actor)));

        Assert.Equal(Standing.InForce, agreement.Standing);
        Assert.Single(await platform.Recorded<AgreementCameIntoForce>(), e => e.AgreementId == agreement.Id);
        (await hmcts.Get($"/officer/agreements/{agreement.Id}")).ShouldBeOk().ShouldSay(Say.StandingInForce);
        await JudgedByOthers(agreement);
    }

    /// <summary>Whoever signs reads it in their own language, whichever one the others of their organisation chose.</summary>
    [Fact]
    public async Task An_agreement_is_issued_in_the_language_of_whoever_signs_it()
    {
        var parties = await Parties.Of(platform);
        await using (var scope = platform.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<CommonPlatform.BuildingBlocks.Data.UnitOfWork>().Execute(
                "update access_people set language = 'Welsh' where id = @id", CancellationToken.None, ("@id", parties.Accountable.PersonId));
        var (mou, sla) = (await parties.Issue(AgreementKinds.Mou), await parties.Issue(AgreementKinds.Sla)); // the service owner signs the second
        Assert.Equal((Language.Welsh, Language.English), (mou.Language, sla.Language));
        Assert.Equal([AgreementTexts.Hash(AgreementKinds.Mou, Language.Welsh), AgreementTexts.Hash(AgreementKinds.Sla, Language.English)], new[] { mou, sla }.Select(a => a.TemplateHash));
        foreach (var (signer, agreement, label) in new[] { (parties.Accountable, mou, "Testun enghreifftiol."), (parties.ServiceOwner, sla, "Illustrative text.") })
        {
            using var scratch = new Scratch();
            var pdf = await (await signer.Get($"/org/agreements/{agreement.Id}/pdf")).ShouldBeOk().Response.Content.ReadAsByteArrayAsync();
            Assert.Contains(label, Tool.Run("pdftotext", scratch.Write("agreement.pdf", pdf), "-").Output, StringComparison.Ordinal);
        }
        Assert.Contains(AgreementKinds.Title(AgreementKinds.Mou).In(Language.Welsh), Assert.Single(platform.Emails(parties.Accountable.Email), e => e.Body.Contains($"/org/agreements/{mou.Id}/sign", StringComparison.Ordinal)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terms_are_in_force_once_signed_and_accepted()
    {
        var parties = await Parties.Of(platform);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var agreement = await parties.Accept(await parties.Sign(await parties.Issue(AgreementKinds.Terms)), officer);
        Assert.Equal(Standing.InForce, agreement.Standing);
        Assert.Null(agreement.ExpiresOn);
        (await (await platform.Person(Roles.HmctsSignatory)).Get($"/officer/agreements/{agreement.Id}/countersign")).ShouldBeNotFound();
    }

    [Fact]
    public async Task Every_mistake_on_the_signing_page_is_told_and_what_was_typed_stays()
    {
        var parties = await Parties.Of(platform);
        var agreement = await parties.Issue();
        var address = $"/org/agreements/{agreement.Id}/sign";
        var empty = await parties.Accountable.Get(address);
        Assert.Equal(1, empty.Document.QuerySelectorAll("main input[type=checkbox]").Length);
        Assert.Single(empty.Document.QuerySelectorAll("main input[type=radio]").Select(r => r.GetAttribute("name")).Distinct());
        Assert.Empty(empty.Document.QuerySelectorAll("main input[checked]"));
        (await parties.Accountable.Post(address, new { NameTyped = "", Code = "12" }))
            .ShouldRefuse(Say.TickTheStatement, Say.ChooseYourAuthority, Say.EnterYourFullName, Say.EnterTheCode);
        (await parties.Accountable.Post(address, new { Statements = new[] { "agree" }, Authority = "king", NameTyped = Parties.AccountableName, Code = "123456" }))
            .ShouldRefuse(Say.ChooseYourAuthority);
        (await parties.Accountable.Post(address, new { Statements = new[] { "agree" }, Authority = "other", NameTyped = Parties.AccountableName, Code = "123456" }))
            .ShouldRefuse(Say.EnterYourAuthority);
        (await parties.Accountable.Post(address, new { Statements = new[] { "agree" }, Authority = "office", NameTyped = "Someone Else", Code = parties.Accountable.NextCode() }))
            .ShouldRefuse(Say.TypeNameAsRecorded(Parties.AccountableName));
        (await parties.Accountable.Post(address, new { Statements = new[] { "agree" }, Authority = "other", OtherAuthority = new string('x', 301), NameTyped = new string('y', 301), Code = "123456" }))
            .ShouldRefuse(Say.AuthorityTooLong, Say.NameTooLong);
        var wrong = await parties.Accountable.Post(address, new { Statements = new[] { "agree" }, Authority = "other", OtherAuthority = "By Office <b>", NameTyped = "sian wyn o'hara", Code = "000000" });
        wrong.ShouldRefuse(Say.WrongCode);
        Assert.Equal("By Office <b>", wrong.Document.QuerySelector("#OtherAuthority")!.GetAttribute("value"));
        Assert.Equal("sian wyn o'hara", wrong.Document.QuerySelector("#NameTyped")!.GetAttribute("value"));
        Assert.Equal("other", wrong.Document.QuerySelector("input[name=Authority][checked]")!.GetAttribute("value"));
        Assert.Single(wrong.Document.QuerySelectorAll("input[name=Statements][checked]"));
        Assert.Null((await parties.Load(agreement.Id)).SignatureGivenAt);
    }

    [Fact]
    public async Task A_colleague_reads_it_a_stranger_finds_nothing_and_nobody_is_asked_to_sign_in()
    {
        var parties = await Parties.Of(platform);
        var agreement = await parties.Issue();
        var address = $"/org/agreements/{agreement.Id}";
        (await parties.ServiceOwner.Get(address)).ShouldBeOk().ShouldSay(Say.OnlyTheSignatorySigns(Parties.AccountableName));
        (await parties.ServiceOwner.Get($"{address}/sign")).ShouldBeOk().ShouldSay(Say.ThisIsFor(Parties.AccountableName));
        (await parties.Security.Get($"{address}/decline")).ShouldBeNotFound();
        var stranger = await platform.Person(Roles.AccountablePerson);
        foreach (var page in (string[])["", "/read", "/pdf", "/sign", "/decline", "/question", "/delegate", "/signed"])
            (await stranger.Get(address + page)).ShouldBeNotFound();
        var own = await parties.ServiceOwner.Get($"/org/agreements/{(await parties.Issue(AgreementKinds.Sla)).Id}/sign");
        own.Form(null, ["NameTyped"])!.SetAttribute("action", $"{address}/sign"); // the signature for her own agreement, sent for that of a colleague
        Assert.Null((await parties.ServiceOwner.Submit(own, new { Statements = new[] { "agree" }, Authority = StatedAuthority.Office, NameTyped = Parties.OwnerName, Code = parties.ServiceOwner.NextCode() })).Location);
        Assert.Null((await parties.Load(agreement.Id)).SignatureGivenAt);
        Assert.Equal(2, (await platform.Recorded<AgreementLinkRefused>()).Count(e => e.AgreementId == agreement.Id)); // one for the stranger, however many pages, and one for the signature that nobody asked for
        (await platform.Nobody().Get($"{address}/sign")).ShouldRedirectTo($"/sign-in?returnUrl={Uri.EscapeDataString($"{address}/sign")}");
        (await parties.Accountable.Get($"/officer/agreements/{agreement.Id}")).ShouldBeNotFound();
        (await parties.Accountable.Get($"/org/agreements/{Guid.Empty}")).ShouldBeNotFound();
    }

    [Fact]
    public async Task The_same_post_again_gets_the_same_answer_and_another_tab_is_told_that_it_is_signed()
    {
        var parties = await Parties.Of(platform);
        var agreement = await parties.Issue();
        var address = $"/org/agreements/{agreement.Id}/sign";
        var (one, two) = (await parties.Accountable.Get(address), await parties.Accountable.Get(address));
        var fields = new { Authority = "director", Statements = new[] { "agree" }, NameTyped = Parties.AccountableName, Code = parties.Accountable.NextCode() };
        (await parties.Accountable.Submit(one, fields)).ShouldRedirectTo($"/org/agreements/{agreement.Id}/signed");
        (await parties.Accountable.Submit(one, fields)).ShouldRedirectTo($"/org/agreements/{agreement.Id}/signed");
        var other = await parties.Accountable.Submit(two, new { fields.Authority, fields.Statements, fields.NameTyped, Code = parties.Accountable.NextCode() });
        Assert.Contains(Say.AlreadySigned.ToString(), other.Errors);
        Assert.Single((await parties.Load(agreement.Id)).Signatures);
    }

    [Fact]
    public async Task Declining_needs_a_reason_and_the_next_round_goes_out_when_an_officer_asks()
    {
        var parties = await Parties.Of(platform);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var agreement = await parties.Issue();
        var address = $"/org/agreements/{agreement.Id}";
        (await parties.Accountable.Post($"{address}/decline", new { Text = "too short" })).ShouldRefuse(Say.ChooseWhyYouDecline, Say.ReasonTooShort(10));
        (await parties.Accountable.Post($"{address}/decline", new { ReasonCode = "terms", Text = "Clause 7.2 is not acceptable" })).ShouldRedirectTo(address);
        Assert.Single(await platform.Recorded<AgreementDeclined>(), e => e.AgreementId == agreement.Id && e.ReasonCode == "terms");
        (await parties.Accountable.Get(address)).ShouldBeOk().ShouldSay(Say.StandingDeclined).ShouldSay("Clause 7.2 is not acceptable");
        (await officer.Get($"/officer/agreements/{agreement.Id}")).ShouldBeOk().ShouldSay("Clause 7.2 is not acceptable");
        (await officer.Post($"/officer/agreements/{agreement.Id}")).ShouldRedirectTo($"/officer/agreements/{agreement.Id}");
        Assert.Single(await platform.Recorded<AgreementReissueAsked>(), e => e.OrganisationId == parties.Organisation);
        Assert.Equal(2, (await parties.Issue()).Round);
    }

    [Fact]
    public async Task Questions_are_answered_beside_them()
    {
        var parties = await Parties.Of(platform);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var agreement = await parties.Issue();
        (await parties.Accountable.Post($"/org/agreements/{agreement.Id}/question", new { Text = "What?" })).ShouldRefuse(Say.ReasonTooShort(10));
        (await parties.Accountable.Post($"/org/agreements/{agreement.Id}/question", new { Text = "What does clause 3.1 mean?" })).ShouldRedirectTo($"/org/agreements/{agreement.Id}");
        (await officer.Post($"/officer/agreements/{agreement.Id}", new { Text = "" })).ShouldRefuse(Say.AnswerTheQuestions);
        (await officer.Post($"/officer/agreements/{agreement.Id}", new { Text = "It means the following thing." })).ShouldRedirectTo($"/officer/agreements/{agreement.Id}");
        (await parties.Accountable.Get($"/org/agreements/{agreement.Id}")).ShouldBeOk().ShouldSay("It means the following thing.");
    }

    [Fact]
    public async Task The_person_named_instead_is_asked_once_an_officer_accepts_that()
    {
        var parties = await Parties.Of(platform);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var agreement = await parties.Issue();
        var address = $"/org/agreements/{agreement.Id}/delegate";
        (await parties.Accountable.Post(address, new { Name = "", JobTitle = "", Email = "nobody", Text = "" }))
            .ShouldRefuse(Say.EnterTheirName, Say.EnterTheirJobTitle, Say.EnterTheirEmail, Say.ReasonTooShort(10));
        (await parties.Accountable.Post(address, new { Name = "Megan Rees", JobTitle = "Chief Executive", Email = "megan@llyn.example", Text = "She holds the authority" }))
            .ShouldRedirectTo($"/org/agreements/{agreement.Id}");
        Assert.Empty(platform.Emails("megan@llyn.example"));
        (await officer.Post($"/officer/agreements/{agreement.Id}")).ShouldRefuse(Say.ChooseWhoSigns);
        (await officer.Post($"/officer/agreements/{agreement.Id}", new { Accept = true })).ShouldRedirectTo($"/officer/agreements/{agreement.Id}");
        var next = await parties.Issue();
        Assert.Equal("Megan Rees", next.SignatoryName);
        Assert.Contains(platform.Emails("megan@llyn.example"), e => e.Body.Contains($"/org/agreements/{next.Id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Authority_that_an_officer_refuses_ends_the_round_and_the_signature_never_counts()
    {
        var parties = await Parties.Of(platform);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var agreement = await parties.Sign(await parties.Issue());
        (await officer.Post($"/officer/agreements/{agreement.Id}")).ShouldRefuse(Say.ChooseAcceptOrRefuse);
        (await officer.Post($"/officer/agreements/{agreement.Id}", new { Accept = false, Text = "no" })).ShouldRefuse(Say.ReasonTooShort(10));
        (await officer.Post($"/officer/agreements/{agreement.Id}", new { Accept = false, Text = "A contractor can't commit it" })).ShouldRedirectTo($"/officer/agreements/{agreement.Id}");
        Assert.Single(await platform.Recorded<AgreementDeclined>(), e => e.AgreementId == agreement.Id && e.ReasonCode == "authority");
        Assert.Null((await parties.Load(agreement.Id)).SignedAt);
        (await (await platform.Person(Roles.Auditor)).Get($"/officer/agreements/{agreement.Id}")).ShouldBeOk().ShouldSay(Say.StandingAuthorityRefused);
    }

    [Fact]
    public async Task HMCTS_recalls_what_is_not_signed_and_tells_the_signatory()
    {
        var parties = await Parties.Of(platform);
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var agreement = await parties.Issue();
        (await officer.Post($"/officer/agreements/{agreement.Id}", new { Text = "" })).ShouldRefuse(Say.ReasonTooShort(10));
        (await officer.Post($"/officer/agreements/{agreement.Id}", new { Text = "Wrong volumes in the text" })).ShouldRedirectTo($"/officer/agreements/{agreement.Id}");
        await platform.Settle();
        Assert.Contains(platform.Emails(parties.Accountable.Email), e => e.Body.Contains("has recalled", StringComparison.Ordinal));
        (await parties.Accountable.Get($"/org/agreements/{agreement.Id}/sign")).ShouldBeOk().ShouldSay(Say.NextClosed);
    }

    [Fact]
    public async Task What_is_no_signed_PDF_gets_a_clear_answer()
    {
        var anyone = platform.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await anyone.Get("/verify")).Status);
        (await anyone.Post("/verify", new { Document = new Upload("empty.pdf", []) })).ShouldRefuse(Say.ChooseADocument);
        (await anyone.Post("/verify", new { Document = new Upload("letter.pdf", "not a pdf"u8.ToArray()) })).ShouldRefuse(Say.NotAPdf);
        (await anyone.Post("/verify", new { Document = new Upload("bad.pdf", "%PDF-1.7 nonsense"u8.ToArray()) })).ShouldBeOk().ShouldSay(Say.CantBeRelied);
    }

    private async Task JudgedByOthers(Agreement agreement)
    {
        var keys = platform.Services.GetRequiredService<Keys>();
        var pdf = await platform.Services.GetRequiredService<DocumentStore>().Read(agreement.Pdf!, default);
        using var scratch = new Scratch();
        var seen = Judged.Signatures(keys, scratch, pdf);
        Assert.Equal(2, seen.Split("Signature is Valid").Length - 1);
        Assert.Contains("Total document signed", seen, StringComparison.Ordinal);
        var file = scratch.File("agreement.pdf");
        Assert.Contains("1 embedded files", Tool.Run("pdfdetach", "-list", file).Output, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("pdfdetach", "-save", "1", "-o", scratch.File("evidence.json"), file).ExitCode);
        using var evidence = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(scratch.File("evidence.json")));
        Assert.Equal(agreement.UnsignedSha256, evidence.RootElement.GetProperty("document").GetProperty("sha256AsIssued").GetString());
        Assert.Equal(agreement.SignatoryName, evidence.RootElement.GetProperty("signer").GetProperty("nameTyped").GetString());
        Assert.Contains("pdfuaid:part", Tool.Run("pdfinfo", "-meta", file).Output, StringComparison.Ordinal);
        Assert.True(PdfVerifier.Verify(pdf, keys.Trust).IsValid);
        var checker = platform.Nobody();
        (await checker.Post("/verify", new { Document = new Upload("agreement.pdf", pdf, "application/pdf") })).ShouldBeOk().ShouldSay(Say.NotChanged).ShouldSay("Hari".ToLowerInvariant());
        pdf[pdf.Length / 3] ^= 1;
        await checker.Get("/verify");
        (await checker.Post("/verify", new { Document = new Upload("agreement.pdf", pdf, "application/pdf") })).ShouldBeOk().ShouldSay(Say.CantBeRelied);
    }
}
