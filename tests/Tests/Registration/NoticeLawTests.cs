using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Documents;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>
/// What Criminal Procedure Rule 24.9 asks of a prosecutor who begins a case by the single justice procedure stands in every pack, in both
/// languages: the conditions, what is served on the defendant, the three replies and their 21 days, and what goes to the court.
/// </summary>
public partial class NoticeLawTests
{
    /// <summary>An element of the rule (or of what HMCTS's reviewers look for), the document that holds it, what is filled in there, and the words.</summary>
    private static readonly (string Element, string Document, string[] Fields, string English, string Welsh)[] Elements =
    [
        ("the offence is summary only and not imprisonable", "written-charge", [], "can be tried only in a magistrates' court and cannot be punished with imprisonment", "Dim ond mewn llys ynadon y gellir rhoi'r drosedd hon ar brawf ac ni ellir ei chosbi â charchar"),
        ("the defendant is 18 or over", "written-charge", [], "you were at least 18 years old on the date of this charge", "yn 18 oed o leiaf ar ddyddiad y cyhuddiad hwn"),
        ("a written charge, with who brings it", "written-charge", ["writtenChargeDate", "prosecutorName", "prosecutorAddress", "prosecutorOuCode", "signatoryName"], "charges you under section 29", "eich cyhuddo o dan adran 29"),
        ("who is charged", "written-charge", ["defendantName", "defendantAddress", "defendantDateOfBirth", "caseReference"], "Defendant:", "Diffynnydd:"),
        ("the offence, when, where, and the law", "written-charge", ["offenceCode", "offenceTitle", "offenceWording", "offenceLaw", "offenceDate", "offenceTime", "offencePlace", "maximumPenalty"], "Contrary to:", "Yn groes i:"),
        ("the facts", "statement-of-facts", ["statementOfFacts"], "What the prosecutor says happened", "Beth mae'r erlynydd yn dweud a ddigwyddodd"),
        ("the evidence", "statement-of-facts", ["evidenceList"], "A copy of each statement and document is in this envelope", "Mae copi o bob datganiad a dogfen yn yr amlen hon"),
        ("what bears on the sentence: previous convictions", "statement-of-facts", ["previousConvictions"], "Previous convictions", "Euogfarnau blaenorol"),
        ("what bears on the sentence: the driving record", "statement-of-facts", ["driverRecord", "otherSentenceInformation"], "Driver record", "Cofnod gyrrwr"),
        ("what bears on the sentence: costs and compensation", "statement-of-facts", ["costsClaimed", "compensationClaimed"], "costs of £", "gostau o £"),
        ("the notice itself", "sjp-notice", ["caseReference", "defendantName", "prosecutorName", "prosecutorTelephone", "prosecutorEmail", "courtName"], "Criminal Procedure Rule 24.9", "Rheol Trefniadaeth Droseddol 24.9"),
        ("it is decided without a hearing", "sjp-notice", [], "decides it from the papers and not at a hearing", "yn ei benderfynu o'r papurau ac nid mewn gwrandawiad"),
        ("21 days to reply", "sjp-notice", ["postingDate", "responseDate"], "within 21 days of the date on which this notice was posted", "o fewn 21 diwrnod i'r dyddiad y postiwyd yr hysbysiad hwn"),
        ("what follows a plea of guilty", "sjp-notice", [], "If you plead guilty without a hearing", "Os ydych yn pledio'n euog heb wrandawiad"),
        ("the right to a hearing", "sjp-notice", [], "If you want a hearing", "Os ydych am gael gwrandawiad"),
        ("what follows a plea of not guilty", "sjp-notice", [], "If you plead not guilty", "Os ydych yn pledio'n ddieuog"),
        ("what follows silence", "sjp-notice", [], "a magistrate can decide the case without a hearing and without hearing from you", "gall ynad benderfynu'r achos heb wrandawiad a heb glywed gennych"),
        ("how to reply online", "sjp-notice", ["onlinePleaAddress", "onlinePleaCode"], "How to reply online", "Sut i ateb ar-lein"),
        ("how to reply by post", "sjp-notice", ["responseAddress"], "How to reply by post", "Sut i ateb drwy'r post"),
        ("reply: guilty", "plea-form", [], "I plead guilty to offence number ............ and agree that the court decides without a hearing", "pledio'n euog i drosedd rhif ............ ac yn cytuno bod y llys yn penderfynu heb wrandawiad"),
        ("reply: guilty, and a hearing", "plea-form", [], "I plead guilty to offence number ............ and want to go to a hearing", "pledio'n euog i drosedd rhif ............ ac rwyf am fynd i wrandawiad"),
        ("reply: not guilty", "plea-form", ["responseAddress", "responseDate"], "I plead not guilty to offence number", "pledio'n ddieuog i drosedd rhif"),
        ("choice of language", "plea-form", ["defendantLanguage"], "Write to me in Welsh", "Ysgrifennwch ataf yn Gymraeg"),
        ("means", "means-form", ["caseReference"], "Your income", "Eich incwm"),
        ("whom to tell that it isn't in the public interest", "public-interest-and-mitigation", ["publicInterestContact", "publicInterestTelephone", "publicInterestEmail"], "withdraw the case", "dynnu'r achos yn ôl"),
        ("copies of what was served, for the court", "certificate-of-service", ["postingDate", "writtenChargeDate", "responseDate"], "the following documents were posted", "postiwyd y dogfennau canlynol"),
        ("certificate of service", "certificate-of-service", ["addressSource", "certifierName", "certifiedDate"], "I certify that the documents were served as stated above", "Rwy'n tystio bod y dogfennau wedi'u cyflwyno fel y nodir uchod"),
        ("what the pack is for", "guidance", [], "Criminal Procedure Rule 24.9 asks for the written charge, the facts of the case, what is relevant to the sentence, the notice itself and a form for each of the three replies", "Mae Rheol Trefniadaeth Droseddol 24.9 yn gofyn am y cyhuddiad ysgrifenedig, ffeithiau'r achos, yr hyn sy'n berthnasol i'r ddedfryd, yr hysbysiad ei hun a ffurflen ar gyfer pob un o'r tri ateb"),
    ];

    public static TheoryData<string, string, string> Packs => new(NoticePacks.All.Select(p => (p.Family, p.Language, p.Version)));

    [Theory]
    [MemberData(nameof(Packs))]
    public void Every_pack_holds_what_the_rule_asks_for_and_says_that_it_is_illustrative(string family, string language, string version)
    {
        var pack = NoticePacks.Find(family, language, version);
        var (texts, missing) = (NoticePack.Documents.ToDictionary(d => d, d => Text(NoticePack.Rendered(d, pack).PrintHtml)), new List<string>());
        foreach (var (document, text) in texts)
            if (!text.Contains(language == "cy" ? "Testun enghreifftiol." : "Illustrative text.", StringComparison.Ordinal)) missing.Add($"{document}: that it is illustrative");
        foreach (var (element, document, fields, english, welsh) in Elements)
        {
            if (!texts[document].Contains(language == "cy" ? welsh : english, StringComparison.Ordinal)) missing.Add($"{document}: {element}");
            missing.AddRange(fields.Where(f => !texts[document].Contains($"{{{{{f}}}}}", StringComparison.Ordinal)).Select(f => $"{document}: {f} for {element}"));
        }
        missing.AddRange(NoticePack.Produced.Where(d => !texts[d].Contains($"{version} ({pack.FamilyName.In(Language.Of(language))})", StringComparison.Ordinal)).Select(d => $"{d}: its version"));
        missing.AddRange(pack.Facts.Where(f => !texts[NoticePack.Guidance].Contains(f, StringComparison.Ordinal)).Select(f => $"guidance: {f}"));
        Assert.Equal([], missing);
        Assert.True(pack.Facts.Count >= 3, $"only {pack.Facts.Count} facts");
        Assert.Equal([], NoticePack.Documents.Except(Elements.Select(e => e.Document)));
    }

    [Fact]
    public void Both_languages_of_a_document_have_the_same_sections_and_the_same_things_to_fill_in()
    {
        foreach (var document in NoticePack.Documents)
        {
            var (english, welsh) = (In("en"), In("cy"));
            Assert.Equal(english.Clauses.Select(c => c.Id), welsh.Clauses.Select(c => c.Id));
            Assert.NotEqual(english.Clauses.Select(c => c.Title), welsh.Clauses.Select(c => c.Title));
            Assert.Equal((document, string.Join(' ', Filled(english))), (document, string.Join(' ', Filled(welsh))));

            RenderedDocument In(string language) => NoticePack.Rendered(document, NoticePacks.Find(NoticePacks.General, language, NoticePacks.FirstVersion));
        }

        static IEnumerable<string> Filled(RenderedDocument document) => Field().Matches(document.PrintHtml).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("en", "within 21 days of the date")]
    [InlineData("cy", "o fewn 21 diwrnod i'r dyddiad")]
    public async Task The_paper_has_the_words_too(string language, string words)
    {
        using var scratch = new Scratch();
        using var renderer = new HtmlToPdf();
        var pdf = await new NoticePack(renderer).Pdf("sjp-notice", NoticePacks.Find("railway", language, "1.0"), default);
        Assert.Contains(words, Spaces().Replace(Tool.Run("pdftotext", scratch.Write("notice.pdf", pdf), "-").Output, " "), StringComparison.Ordinal);
    }

    private static string Text(string html) => Spaces().Replace(new HtmlParser().ParseDocument(html).Body!.TextContent, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\{\{\w+\}\}")]
    private static partial Regex Field();
}
