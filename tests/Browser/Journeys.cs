using CommonPlatform.BuildingBlocks.Domain;
using Xunit;

namespace CommonPlatform.Browser;

[Collection(nameof(Journeys))] // people of the demonstration act one after the other
public class Journeys(Service service)
{
    /// <summary>Every role that there is, at a computer or on a small phone, in one language or the other.</summary>
    public static TheoryData<string, int, string> EveryRole { get; } = [.. Roles.All.Select((role, i) => (role, i % 2 == 0 ? 1280 : 320, i / 2 % 2 == 0 ? "en" : "cy"))];

    [Theory]
    [MemberData(nameof(EveryRole))]
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
            var links = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main a[href^=\"/\"]:not([download]), nav a[href^=\"/\"]')].map(a => a.getAttribute('href').split(/[?#]/)[0])");
            foreach (var link in links.Where(l => !l.EndsWith("pdf", StringComparison.Ordinal) && !l.EndsWith("copy", StringComparison.Ordinal) && !l.Contains("/pack/", StringComparison.Ordinal)))
                ahead.Enqueue(link);
        }
        Assert.Empty(complaints);
        await page.Context.CloseAsync();
    }
}
