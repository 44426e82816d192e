using System.Globalization;
using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Demonstration;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Security;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Common = CommonPlatform.BuildingBlocks.Common;

namespace CommonPlatform.Tests.Agreements;

public class SecurityPagesTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task The_questionnaire_is_answered_by_section_signed_sealed_and_approved()
    {
        var parties = await Issued();
        var email = Assert.Single(platform.Emails(parties.Security.Email), e => e.Subject.Contains("security assurance questionnaire", StringComparison.Ordinal));
        Assert.Contains(Parties.OwnerName, email.Body, StringComparison.Ordinal);
        Assert.Contains("48 questions", email.Body, StringComparison.Ordinal);
        (await parties.Security.Get("/org/security")).ShouldBeOk().ShouldSay(Say.SectionNotStarted).ShouldSay(Say.SignWhenComplete);
        (await parties.Security.Get("/org/security/sign")).ShouldBeOk().ShouldSay(Say.AnswerEverySection);
        await Answer(parties);
        (await parties.Security.Get("/org/security")).ShouldBeOk().ShouldSay(Say.GoToDeclaration);
        await Sign(parties);

        var assessment = await Latest(parties);
        Assert.NotNull(assessment.SubmittedAt);
        Assert.Single(await platform.Recorded<SecurityQuestionnaireSubmitted>(), e => e.OrganisationId == parties.Organisation);
        var (keys, pdf) = (platform.Services.GetRequiredService<Keys>(), await platform.Services.GetRequiredService<DocumentStore>().Read(assessment.Pdf!, default));
        using var scratch = new Scratch();
        Assert.Contains("Signature is Valid", Judged.Signatures(keys, scratch, pdf), StringComparison.Ordinal);
        Assert.Contains("signature-evidence.json", Tool.Run("pdfdetach", "-list", scratch.File("agreement.pdf")).Output, StringComparison.Ordinal);

        var assessor = await platform.Person(Roles.SecurityAssessor);
        var address = $"/officer/org/{parties.Organisation}/security";
        (await assessor.Get(address)).ShouldBeOk().ShouldSay(Say.YourVerdict).ShouldSay(Parties.OrganisationName);
        (await assessor.Post(address)).ShouldRefuse(Say.ChooseAVerdict);
        (await assessor.Post(address, new { Outcome = "approved", Text = "" })).ShouldRedirectTo(address);
        (await parties.Security.Get("/org/security")).ShouldBeOk().ShouldSay(Say.OutcomeApproved);
        Assert.Single(await platform.Recorded<SecurityApproved>(), e => e.OrganisationId == parties.Organisation && e.Verdict == "approved");
        (await assessor.Get("/org/security/pdf")).ShouldBeNotFound();
        Assert.Equal("application/pdf", (await parties.Security.Get("/org/security/pdf")).Response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Mistakes_are_told_at_their_fields_and_what_was_typed_stays()
    {
        var parties = await Issued();
        var numbers = await parties.Security.Post("/org/security/B", Pairs("B", ("Inputs[1].Value", "101"), ("Inputs[2].Value", "soon"), ("Inputs[0].Value", "king")));
        numbers.ShouldRefuse(Say.ChooseFromTheList, Say.EnterWholeNumber(0, 100), Say.EnterWholeNumber(0, Questionnaire.Current.Questions.Single(q => q.Number == 9).Max));
        Assert.Equal("101", numbers.Document.QuerySelector("[name='Inputs[1].Value']")!.GetAttribute("value"));
        Assert.Equal("soon", numbers.Document.QuerySelector("[name='Inputs[2].Value']")!.GetAttribute("value"));
        (await parties.Security.Post("/org/security/A", Pairs("A", ("Inputs[0].Value", new string('x', 4001)), ("Inputs[0].Evidence", new string('x', 4001))))).ShouldRefuse(Say.AnswerTooLong(4000), Say.AnswerTooLong(4000));
        var date = await parties.Security.Post("/org/security/G", Pairs("G", ("Inputs[2].Day.Day", "31"), ("Inputs[2].Day.Month", "2"), ("Inputs[2].Day.Year", "2026")));
        Assert.NotEmpty(date.Errors);
        Assert.Empty((await Latest(parties)).SectionsSaved);
        (await parties.Security.Post("/org/security/B", Pairs("B", ("Inputs[1].Value", "98")))).ShouldRedirectTo("/org/security/C");
        (await parties.Security.Get("/org/security")).ShouldBeOk().ShouldSay(Say.SectionSome(1, 4));
        (await parties.Security.Get("/org/security/K")).ShouldBeNotFound();
        await Answer(parties);
        (await parties.Security.Post("/org/security/sign", new { NameTyped = "", Code = "1" })).ShouldRefuse(Say.TickBothStatements, Say.EnterYourFullName, Say.EnterTheCode);
        (await parties.Security.Post("/org/security/sign", new { Statements = new[] { "true", "tell" }, NameTyped = "Somebody", Code = parties.Security.NextCode() })).ShouldRefuse(Say.TypeNameAsRecorded("Nia Bowen"));
        (await parties.Security.Post("/org/security/sign", new { Statements = new[] { "true", "tell" }, NameTyped = "Nia Bowen", Code = "000000" })).ShouldRefuse(Say.WrongCode);
        Assert.Null((await Latest(parties)).SignedAt);
    }

    [Fact]
    public async Task Only_the_security_signatory_answers_only_the_assessor_gives_a_verdict_and_a_stranger_finds_nothing()
    {
        var parties = await Issued();
        (await parties.Accountable.Get("/org/security")).ShouldBeOk().ShouldSay(Say.OnlySecuritySignatory("Nia Bowen"));
        (await parties.Accountable.Get("/org/security/A")).ShouldBeNotFound();
        (await (await platform.Person(Roles.SecuritySignatory)).Get("/org/security")).ShouldBeOk().ShouldSay(Say.SecurityNone);
        (await parties.Security.Get($"/officer/org/{parties.Organisation}/security")).ShouldBeNotFound();
        (await parties.Owner.Get($"/officer/org/{parties.Organisation}/security")).ShouldBeOk().ShouldSay(Say.WaitsForSignatory("Nia Bowen", (await Latest(parties)).AnswerBy));
        await Answer(parties);
        await Sign(parties);
        Assert.Empty((await parties.Owner.Get($"/officer/org/{parties.Organisation}/security")).ShouldBeOk().Document.QuerySelectorAll("main form"));
        (await platform.Nobody().Get("/org/security")).ShouldRedirectTo("/sign-in?returnUrl=%2Forg%2Fsecurity");
    }

    [Fact]
    public async Task A_failed_round_is_issued_again_with_its_answers_and_only_the_current_round_counts_as_a_fact()
    {
        var parties = await Issued();
        var assessor = await platform.Person(Roles.SecurityAssessor);
        var address = $"/officer/org/{parties.Organisation}/security";
        Assert.Equal("issued", await Facts(parties));
        await Answer(parties, (12, "no"));
        await Sign(parties);
        Assert.Equal("issued submitted", await Facts(parties));
        Assert.Empty((await assessor.Get(address)).ShouldBeOk().Document.QuerySelectorAll("input[value=approved]"));
        (await assessor.Post(address, new { Outcome = "conditions", Text = "short" })).ShouldRefuse(Say.ReasonTooShort(10), Say.EnterDueDate);
        (await assessor.Post(address, new { Outcome = "conditions", Text = "Do it for everyone", Due = new DateOnly(2020, 1, 1) })).ShouldRefuse(Say.DueDateInTheFuture);
        (await assessor.Post(address, new { Outcome = "failed", Text = "No second factor for administrators" })).ShouldRedirectTo(address);
        Assert.Single(await platform.Recorded<SecurityFailed>(), e => e.OrganisationId == parties.Organisation);
        (await parties.Security.Get("/org/security")).ShouldBeOk().ShouldSay("No second factor for administrators");
        Assert.Equal("", await Facts(parties));

        Assert.Equal(2, await platform.Send(new IssueSecurityQuestionnaire(parties.Organisation)));
        await platform.Settle();
        Assert.Equal("issued", await Facts(parties));
        (await parties.Security.Get("/org/security")).ShouldBeOk().ShouldSay(Say.SectionToConfirm);
        Assert.Equal("no", (await parties.Security.Get("/org/security/C")).ShouldBeOk().Document.QuerySelector("input[name='Inputs[1].Value'][checked]")!.GetAttribute("value"));
        await Answer(parties, (12, "no"));
        await Sign(parties);
        var due = platform.Clock.GetUtcNow().CivilDate().AddDays(30);
        (await assessor.Post(address, new { Outcome = "conditions", Text = "Second factor for administrators", Due = due })).ShouldRedirectTo(address);
        Assert.Equal("issued submitted approved", await Facts(parties));
        Assert.True((await platform.As(Actor.System("test"), new DescribeAgreements(parties.Organisation))).CriticalOpen);
        (await parties.Security.Get("/org/security")).ShouldBeOk().ShouldSay(Say.OutcomeConditions).ShouldSay(Say.ConditionsBy(due));
        (await parties.Owner.Get(address)).ShouldBeOk().ShouldSay(Say.EarlierRounds).ShouldSay("No second factor for administrators");
        (await assessor.Post(address, new { HasSeen = true })).ShouldRedirectTo(address);
        Assert.False((await platform.As(Actor.System("test"), new DescribeAgreements(parties.Organisation))).CriticalOpen);
    }

    [Fact]
    public async Task Evidence_is_uploaded_for_a_question_and_opened_by_the_security_signatory_and_the_assessor_alone()
    {
        var (parties, page) = (await Issued(), "/org/security/evidence/1");
        var assessor = await platform.Person(Roles.SecurityAssessor);
        (await parties.Security.Post("/org/security/A", Pairs("A", ("Inputs[0].Value", "One system"), ("UploadFor", "1")))).ShouldRedirectTo(page);
        var first = Questionnaire.Current.Questions.First();
        Assert.False(first.IsComplete((await Latest(parties)).AnswerTo(1)));
        (await parties.Security.Post(page, null, "form[enctype]")).ShouldRefuse(Common.UploadChooseFile);
        (await parties.Security.Post(page, new { Upload = new Upload("letter.pdf", "PK"u8.ToArray()) }, "form[enctype]")).ShouldRefuse(Common.UploadNotPdf("letter.pdf"));
        foreach (var name in (string[])["polisi ŵ.pdf", "by mistake.pdf"])
            (await parties.Security.Post(page, new { Upload = new Upload(name, Pdf, "application/pdf") }, "form[enctype]")).ShouldRedirectTo(page);
        (await parties.Security.Get(page)).ShouldBeOk().ShouldSay("polisi ŵ.pdf").ShouldSay(Common.UploadUnscanned);
        var mistake = (await Latest(parties)).Files.Single(f => f.FileName == "by mistake.pdf");
        (await parties.Security.Post(page, null, $"form[action*='{mistake.Id}']")).ShouldRedirectTo(page);
        var file = Assert.Single((await Latest(parties)).Files);
        Assert.True(first.IsComplete((await Latest(parties)).AnswerTo(1)));
        Assert.Equal(2, (await platform.Recorded<SecurityEvidenceUploaded>()).Count(e => e.OrganisationId == parties.Organisation && e.Question == 1));
        Assert.Single(await platform.Recorded<SecurityEvidenceRemoved>(), e => e.FileId == mistake.Id);

        var (own, theirs, officer) = ($"{page}?handler=File&file={file.Id}", $"/officer/org/{parties.Organisation}/security/evidence/{file.Id}", $"/officer/org/{parties.Organisation}/security");
        (await parties.Owner.Get(officer)).ShouldBeOk();
        Assert.DoesNotContain("polisi", parties.Owner.Shown!.Text, StringComparison.Ordinal); // a draft is the organisation's own
        (await assessor.Get(theirs)).ShouldBeNotFound();
        foreach (var other in (Browser[])[parties.Accountable, await platform.Person(Roles.SecuritySignatory)]) (await other.Get(own)).ShouldBeNotFound();
        (await parties.Security.Get("/org/security/evidence/2")).ShouldBeNotFound();
        await Answer(parties);
        await Sign(parties);
        var assessment = await Latest(parties);
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch.File("answers.pdf"), await platform.Services.GetRequiredService<DocumentStore>().Read(assessment.Pdf!, default));
        var text = string.Concat(Tool.Run("pdftotext", scratch.File("answers.pdf"), "-").Output.Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains(file.Sha256, text, StringComparison.Ordinal);
        (await assessor.Get(officer)).ShouldBeOk().ShouldSay("polisi ŵ.pdf");
        foreach (var (who, address) in ((Browser, string)[])[(assessor, theirs), (parties.Security, own)])
            Assert.Equal("application/pdf", (await who.Get(address)).ShouldBeOk().Response.Content.Headers.ContentType!.MediaType);
        (await parties.Owner.Get(officer)).ShouldBeOk().ShouldSay("polisi ŵ.pdf");
        Assert.Empty(parties.Owner.Shown!.Document.QuerySelectorAll("a[href*='/evidence/']"));
        (await parties.Owner.Get(theirs)).ShouldBeNotFound();
        (await parties.Security.Get(page)).ShouldBeNotFound();

        (await assessor.Post(officer, new { Outcome = "failed", Text = "The policy is out of date" })).ShouldRedirectTo(officer);
        await platform.Send(new IssueSecurityQuestionnaire(parties.Organisation));
        await platform.Settle();
        Assert.Equal(file.Address, Assert.Single((await Latest(parties)).Files).Address);
    }

    [Fact]
    public async Task Evidence_with_a_virus_has_to_be_replaced_before_the_answers_are_signed()
    {
        var (parties, page) = (await Issued(), "/org/security/evidence/1");
        await Answer(parties);
        (await parties.Security.Post(page, new { Upload = new Upload("bad ŵ.pdf", [.. Pdf, .. "%%EOF\n"u8], "application/pdf") }, "form[enctype]")).ShouldRedirectTo(page);
        (await parties.Security.Get("/org/security")).ShouldSay(Say.GoToDeclaration);
        var file = Assert.Single((await Latest(parties)).Files);
        await using (var scope = platform.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(
                "insert into platform_scans (address, signature, scanned_at) values (@address, 'Eicar-Test', @at)", default, ("@address", file.Address), ("@at", platform.Clock.GetUtcNow()));

        var words = Say.EvidenceInfected("bad ŵ.pdf", 1);
        (await parties.Security.Get("/org/security")).ShouldSay(words).ShouldSay(Say.EvidenceReplace(1));
        Assert.DoesNotContain(Say.GoToDeclaration.ToString(), parties.Security.Shown!.Text, StringComparison.Ordinal);
        Assert.Null((await parties.Security.Get("/org/security/sign")).ShouldSay(words).Document.QuerySelector("main form"));
        var (assessment, self) = (await Latest(parties), new Actor(parties.Security.PersonId, null, [new HeldRole(Roles.SecuritySignatory, parties.Organisation)]));
        Assert.Equal(
            words.ToString(),
            (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(self, new SignSecurityQuestionnaire(assessment.Id, assessment.Version, SignSecurityQuestionnaire.Required, "Nia Bowen", "123456")))).Text.ToString());
        (await parties.Owner.Get("/officer")).ShouldSay(CommonPlatform.Registration.Say.DeskRefusedEvidence("bad ŵ.pdf", 1));
        Assert.NotNull(parties.Owner.Shown!.Document.QuerySelector($"main a[href='/officer/org/{parties.Organisation}/security']"));

        (await parties.Security.Get(page)).ShouldSay(Common.UploadInfected);
        (await parties.Security.Post(page, null, $"form[action*='{file.Id}']")).ShouldRedirectTo(page);
        (await parties.Security.Post(page, new { Upload = new Upload("better.pdf", Pdf, "application/pdf") }, "form[enctype]")).ShouldRedirectTo(page);
        Assert.DoesNotContain("bad ŵ.pdf", (await parties.Owner.Get("/officer")).Text, StringComparison.Ordinal);
        await Sign(parties);
        Assert.NotNull((await Latest(parties)).SignedAt);
    }

    private static byte[] Pdf => System.Text.Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n");

    private async Task<Parties> Issued()
    {
        var parties = await Parties.Of(platform);
        await platform.Send(new IssueSecurityQuestionnaire(parties.Organisation));
        await platform.Settle();
        return parties;
    }

    private Task<SecurityAssessment> Latest(Parties parties) => platform.Read<AgreementsDbContext, SecurityAssessment>(
        db => db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == parties.Organisation).OrderByDescending(a => a.Round).FirstAsync());

    private async Task<string> Facts(Parties parties)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var facts = scope.ServiceProvider.GetRequiredService<IEnumerable<IFact>>().ToDictionary(f => f.Name);
        var holding = new List<string>();
        foreach (var fact in (string[])["Issued", "Submitted", "Approved"])
            if (await facts[$"Agreements.Security{fact}"].Holds(parties.Organisation, default)) holding.Add(fact.ToLowerInvariant());
        return string.Join(' ', holding);
    }

    private async Task Answer(Parties parties, params (int Question, string Value)[] otherwise)
    {
        foreach (var section in Questionnaire.Current.Sections)
        {
            var own = section.Questions.Select((q, i) => (Number: q.Number, Field: $"Inputs[{i}].Value")).ToList();
            var next = (await parties.Security.Post($"/org/security/{section.Id}", Pairs(section.Id, [.. otherwise.Where(o => own.Any(f => f.Number == o.Question)).Select(o => (own.Single(f => f.Number == o.Question).Field, o.Value))], good: true))).Location;
            Assert.StartsWith("/org/security", next, StringComparison.Ordinal);
        }
    }

    private async Task Sign(Parties parties)
    {
        (await parties.Security.Post("/org/security/sign", new { Statements = new[] { "true", "tell" }, NameTyped = "Nia Bowen", Code = parties.Security.NextCode() })).ShouldRedirectTo("/org/security");
        await platform.Settle();
    }

    private List<KeyValuePair<string, string>> Pairs(string section, params (string Field, string Value)[] typed) => Pairs(section, typed, good: false);

    /// <summary>The fields of a section as its page has them: empty, or well answered, but for what is typed.</summary>
    private List<KeyValuePair<string, string>> Pairs(string section, (string Field, string Value)[] typed, bool good)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var questions = Questionnaire.Current.Sections.Single(s => s.Id == section).Questions;
        for (var i = 0; i < questions.Count; i++)
        {
            var input = AnswerInput.Of(questions[i], good ? AgreementsSteps.Good(questions[i], platform.Clock.GetUtcNow().CivilDate()) : null);
            void Add(string name, string value) => fields.Add(new($"Inputs[{i}].{name}", value));
            void Day(string name, DateOnly? day)
            {
                if (day is not { } date) return;
                foreach (var (part, number) in ((string, int)[])[("Day", date.Day), ("Month", date.Month), ("Year", date.Year)]) Add($"{name}.{part}", number.ToString(CultureInfo.InvariantCulture));
            }
            if (questions[i].Type is not ("MULTI" or "DATE")) Add("Value", input.Value);
            foreach (var value in questions[i].Type == "MULTI" ? input.Values : []) Add("Values", value!);
            Add("Text", input.Text);
            Add("Evidence", input.Evidence);
            Day("Day", input.Day);
            Day("Date", input.Date);
            for (var r = 0; r < input.Rows.Count; r++)
                for (var c = 0; c < input.Rows[r].Cells.Count; c++) Add($"Rows[{r}].Cells[{c}]", input.Rows[r].Cells[c] ?? "");
        }
        return [.. fields.Where(f => typed.All(t => t.Field != f.Key)), .. typed.Select(t => KeyValuePair.Create(t.Field, t.Value))];
    }
}
