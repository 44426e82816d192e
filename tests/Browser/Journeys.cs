using Microsoft.Playwright;
using Xunit;

namespace CommonPlatform.Browser;

[Collection(nameof(Journeys))] // people of the demonstration act one after the other
public class Journeys(Service service)
{
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
        const int most = 6; // the journey of Onboarding looks at every page; this is a sample, with the demonstration's data in it
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
