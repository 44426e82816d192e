using Microsoft.Playwright;
using Xunit;

namespace CommonPlatform.Browser;

[Collection(nameof(Journeys))] // people of the demonstration act one after the other
public class Journeys(Service service)
{
    [Fact]
    public async Task An_applicant_on_a_phone_without_JavaScript_registers_sets_up_and_saves_a_section()
    {
        var page = await service.Window(width: 320, javaScript: false);
        await page.GotoAsync("/register/prosecutor?language=en");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).Or(page.GetByRole(AriaRole.Link, new() { Name = "Start now" })).First.ClickAsync();
        await page.FillAsync("[name=OrganisationName]", "Ŵyrmouth & O’Hara Tramways");
        await page.FillAsync("[name=YourName]", "Siôn O'Hara-Ŵyn");
        await page.FillAsync("[name=Email]", "sion@wyrmouth.example");
        await page.Send();
        await page.IsUsable("en");
        await page.Activate(service, "sion@wyrmouth.example");
        Assert.EndsWith("/application", page.Url, StringComparison.Ordinal);
        await page.IsUsable("en");

        await page.Locator("main a[href='/application/address']").First.ClickAsync();
        await page.FillAsync("[name='Answers.Line1']", "1 Harbour Row");
        await page.FillAsync("[name='Answers.Postcode']", "not a postcode");
        await page.Send();
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("not a postcode", await page.InputValueAsync("[name='Answers.Postcode']"));
        Assert.Equal("1 Harbour Row", await page.InputValueAsync("[name='Answers.Line1']"));
        await page.FillAsync("[name='Answers.Town']", "Ŵyrmouth");
        await page.FillAsync("[name='Answers.Postcode']", "sa1 1aa");
        await page.Send();
        Assert.DoesNotContain("Error", await page.TitleAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_officer_accepts_in_three_clicks_and_the_accountable_person_signs_from_the_email()
    {
        var officer = await service.Window();
        await officer.SignIn(service.People.First(p => p.Role == "onboarding-officer"));
        Assert.EndsWith("/officer", officer.Url, StringComparison.Ordinal);
        await officer.Locator("tr", new() { HasText = "Castell Hendre" }).Locator("a[href$='/decide/application']").ClickAsync(); // 1
        await officer.IsGood("en");
        await officer.Locator("input[type=radio][value=accept]").CheckAsync(); // 2
        await officer.Send(); // 3
        await officer.IsGood("en");

        var signatory = await service.Window(width: 320);
        await signatory.GotoAsync("/?language=en");
        var secret = await signatory.Activate(service, "owaintygwyn@castellhendre.example");
        Assert.EndsWith("/org/agreements", signatory.Url, StringComparison.Ordinal);
        for (var tries = 0; tries < 60 && await signatory.Locator("main a[href*='/org/agreements/']").CountAsync() < 2; tries++)
        {
            await Task.Delay(500); // the documents are rendered after the decision
            await signatory.ReloadAsync();
        }
        await signatory.IsGood("en");
        await signatory.Locator("main a[href*='/org/agreements/']").First.ClickAsync();
        await signatory.IsGood("en");
        await signatory.GotoAsync(signatory.Url + "/read");
        Assert.True(await signatory.Locator("main h2, main h3").CountAsync() >= 20);
        await signatory.IsGood("en");
        await signatory.GotoAsync(signatory.Url.Replace("/read", "/sign", StringComparison.Ordinal));
        await signatory.IsGood("en");
        await signatory.Locator("main input[type=checkbox]").CheckAsync(); // 1
        await signatory.Locator("main input[type=radio][value=scheme-of-delegation]").CheckAsync(); // 2
        await signatory.FillAsync("[name=NameTyped]", "Owain Tŷ-Gwyn");
        await signatory.FillAsync("[name=Code]", "000000");
        await signatory.Send();
        Assert.StartsWith("Error: ", await signatory.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("Owain Tŷ-Gwyn", await signatory.InputValueAsync("[name=NameTyped]"));
        await signatory.FillAsync("[name=Code]", await Signing.Code(secret));
        await signatory.Send(); // 3
        Assert.EndsWith("/signed", signatory.Url, StringComparison.Ordinal);
        await signatory.IsGood("en");
        await officer.Context.CloseAsync();
        await signatory.Context.CloseAsync();
    }

    public static TheoryData<string, int, string> Roles { get; } = new()
    {
        { "onboarding-officer", 1280, "en" }, { "onboarding-officer", 320, "cy" }, { "applicant", 320, "cy" }, { "accountable-person", 1280, "cy" },
        { "organisation-service-owner", 320, "en" }, { "security-signatory", 1280, "en" }, { "account-administrator", 320, "cy" }, { "hmcts-signatory", 320, "cy" },
        { "hmcts-service-owner", 1280, "en" }, { "security-assessor", 320, "en" }, { "test-manager", 1280, "cy" }, { "finance-officer", 320, "en" },
        { "administrator", 1280, "en" }, { "auditor", 320, "cy" }, { "court-associate", 320, "en" },
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Every_page_that_a_role_is_led_to_is_accessible(string role, int width, string language)
    {
        const int most = 12;
        var page = await service.Window(width);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add($"{page.Url}: {message.Text}"); };
        await page.SignIn(service.People.Last(p => p.Role == role));
        var (seen, ahead) = (new HashSet<string>(), new Queue<string>([new Uri(page.Url).AbsolutePath, "/account"]));
        while (ahead.Count > 0 && seen.Count < most)
        {
            var path = ahead.Dequeue();
            if (!seen.Add(path)) continue;
            var response = await page.GotoAsync($"{path}?language={language}");
            Assert.True(response!.Ok, $"{path} answers {response.Status}");
            await page.IsGood(language);
            var links = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main a[href^=\"/\"], nav a[href^=\"/\"]')].map(a => a.getAttribute('href').split(/[?#]/)[0])");
            foreach (var link in links.Where(l => !l.EndsWith("pdf", StringComparison.Ordinal) && !l.EndsWith("copy", StringComparison.Ordinal) && !l.Contains("/pack/", StringComparison.Ordinal)))
                ahead.Enqueue(link);
        }
        Assert.Empty(complaints);
        await page.Context.CloseAsync();
    }
}
