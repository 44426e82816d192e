using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Agreements;

/// <summary>The texts of the three agreements as people get them, on the page and in the PDF, in English and in Welsh.</summary>
public class AgreementTextTests(Platform platform) : IClassFixture<Platform>
{
    private const int FewestClauses = 20;

    private static readonly (Language Language, string Label)[] Languages = [(Language.English, "Illustrative text."), (Language.Welsh, "Testun enghreifftiol.")];

    [Theory]
    [InlineData(AgreementKinds.Mou)]
    [InlineData(AgreementKinds.Terms)]
    [InlineData(AgreementKinds.Sla)]
    public async Task At_least_twenty_numbered_clauses_labelled_illustrative_the_same_in_both_languages_on_the_page_and_in_the_pdf(string kind)
    {
        var parties = await Parties.Of(platform);
        var agreement = await parties.Issue(kind);
        var signer = kind == AgreementKinds.Sla ? parties.ServiceOwner : parties.Accountable;
        var numbers = new List<string>();
        var titles = new HashSet<string>();
        foreach (var (language, label) in Languages)
        {
            var page = (await signer.Follow(await signer.Get($"/org/agreements/{agreement.Id}/read?language={language.Tag}"))).ShouldBeOk().ShouldSay(label);
            var source = ReadingCopy.Render(kind, agreement.Particulars, language).PrintHtml;
            var print = new HtmlParser().ParseDocument(source);
            var main = page.Document.QuerySelector("main")!;
            var clauses = Clauses(main);
            Assert.True(clauses.Count >= FewestClauses, $"{kind} has {clauses.Count} clauses in {language.Tag}");
            Assert.Equal(clauses, Clauses(print.Body!));
            Assert.Equal(Numbers(main), Numbers(print.Body!));
            Assert.Equal(Enumerable.Range(1, clauses.Count).Select(n => $"{n}."), clauses.Select(c => c.Split(' ')[0]));
            Assert.True(titles.Add(string.Join('\n', clauses)), $"{kind} has its English titles in Welsh");
            numbers.Add(string.Join('\n', Numbers(main)));

            using var scratch = new Scratch();
            var bytes = await platform.Services.GetRequiredService<HtmlToPdf>().Render(source, default);
            var text = Folded(Tool.Run("pdftotext", scratch.Write("agreement.pdf", bytes), "-").Output);
            foreach (var expected in clauses.Append(label)) Assert.Contains(Folded(expected), text, StringComparison.Ordinal);
        }
        Assert.Equal(numbers[0], numbers[1]);
    }

    private static List<string> Clauses(IElement root) => [.. root.QuerySelectorAll("h2[id^=clause-]").Select(h => h.TextContent)];

    /// <summary>Every clause, paragraph and letter, in order: 1., 1.1, (a), (i) …</summary>
    private static List<string> Numbers(IElement root) => [.. root.QuerySelectorAll("h2[id^=clause-], .app-clause__number").Select(n => n.TextContent.Split(' ')[0])];

    // Lines break and words are spaced otherwise on paper.
    private static string Folded(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
