using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Domain;
using Xunit;

namespace CommonPlatform.Browser;

[Collection(nameof(Journeys))] // people of the demonstration act one after the other
public partial class Journeys(Service service)
{
    private const int PagesOfAKind = 2; // two organisations: what one has nothing of, the other may have
    private static readonly HashSet<string> Looked = [];

    /// <summary>Every role that there is, at a computer or on a small phone, in one language or the other.</summary>
    public static TheoryData<string, int, string> EveryRole { get; } = [.. Roles.All.Select((role, i) => (role, i % 2 == 0 ? 1280 : 320, i / 2 % 2 == 0 ? "en" : "cy"))];

    /// <summary>Each kind of page that the role is led to by links; axe looks at a kind once for all roles, the rest at each page.</summary>
    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task Every_page_that_a_role_is_led_to_is_accessible(string role, int width, string language)
    {
        var page = await service.Window(width);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add($"{page.Url}: {message.Text}"); };
        await page.SignIn(service.People.Last(p => p.Role == role));
        var (seen, kinds, ahead) = (new HashSet<string>(), new Dictionary<string, int>(), new Queue<string>([new Uri(page.Url).AbsolutePath, "/account"]));
        while (ahead.TryDequeue(out var path))
        {
            var kind = Parameters().Replace(path, "{}");
            if (!seen.Add(path) || (kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > PagesOfAKind) continue;
            var response = await page.GotoAsync($"{path}?language={language}");
            Assert.True(response!.Ok, $"{path} answers {response.Status}");
            await page.IsGood(language, axe: Looked.Add(kind));
            var links = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main a[href^=\"/\"]:not([download]), nav a[href^=\"/\"]')].map(a => a.getAttribute('href').split(/[?#]/)[0])");
            foreach (var link in links.Where(l => !l.EndsWith("pdf", StringComparison.Ordinal) && !l.EndsWith("copy", StringComparison.Ordinal) && !l.Contains("/pack/", StringComparison.Ordinal)))
                ahead.Enqueue(link);
        }
        Console.WriteLine($"{role}: {seen.Count(p => kinds[Parameters().Replace(p, "{}")] > 0)} addresses, {kinds.Count} kinds of page; {Looked.Count} kinds looked at by axe so far");
        Assert.Empty(complaints);
        await page.Context.CloseAsync();
    }

    [GeneratedRegex("(?<=/)[^/]*[0-9][^/]*")]
    private static partial Regex Parameters();
}
