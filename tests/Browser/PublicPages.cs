using Microsoft.Playwright;
using Xunit;

namespace CommonPlatform.Browser;

public class PublicPages(Service service)
{
    public static TheoryData<string> Paths { get; } = ["/", "/register/prosecutor", "/sign-in", "/verify", "/help", "/accessibility", "/privacy", "/cookies", "/terms"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Are_accessible_in_both_languages_and_on_a_small_phone(string path)
    {
        var page = await service.Window(width: 320);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.RequestFailed += (_, request) => complaints.Add(request.Url);
        foreach (var language in new[] { "en", "cy" })
        {
            var response = await page.GotoAsync($"{path}?language={language}");
            Assert.Equal(200, response!.Status);
            await page.IsGood(language);
        }
        Assert.Empty(complaints);
        await page.Context.CloseAsync();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Work_without_JavaScript_at_full_width(string path)
    {
        var page = await service.Window(javaScript: false);
        Assert.Equal(200, (await page.GotoAsync(path))!.Status);
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_style_sheet_is_there_in_production()
    {
        using var client = new HttpClient();
        var sheet = await client.GetAsync($"{service.Address}/app.css");
        Assert.True((await sheet.Content.ReadAsByteArrayAsync()).Length > 100_000);
        Assert.Equal("text/css", sheet.Content.Headers.ContentType!.MediaType);
        var policy = Assert.Single(sheet.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", policy);
    }
}
