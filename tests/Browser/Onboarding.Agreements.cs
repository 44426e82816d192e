using Xunit;

namespace CommonPlatform.Browser;

public sealed partial class Onboarding
{
    private async Task TheAccountablePersonSignsInThreeClicks()
    {
        await stage.Wait(2); // the session has ended: each link must lead to its page by way of the sign-in
        var links = await accountable.Links("/org/agreements/[0-9a-f-]{36}/sign$");
        Assert.Equal(2, links.Count); // the memorandum and the terms
        await SignReadingFirst(links[0]);
        await SignWhileTheConnectionIsLost(links[1]);
        foreach (var link in links)
        {
            await officer.GoTo($"/officer/agreements/{link.Split('/')[^2]}");
            await officer.Look();
        }
    }

    /// <summary>The agreement as it is, the whole text, the signature: every page that leads there; then the three clicks, counted from the email.</summary>
    private async Task SignReadingFirst(string link)
    {
        var agreement = new Uri(link).AbsolutePath.Replace("/sign", "", StringComparison.Ordinal);
        await accountable.GoTo(agreement);
        await accountable.Look();
        await accountable.Press("main a[href$='/read']");
        Assert.True(await accountable.Page.Locator("main h2, main h3").CountAsync() >= 20);
        await accountable.Look();
        foreach (var choice in new[] { "delegate", "question", "decline" })
        {
            await accountable.GoTo($"{agreement}/{choice}");
            await accountable.Look();
        }

        await accountable.GoTo(link);
        await accountable.Look();
        await FillInSignature(accountable, "Owain Tŷ-Gwyn", code: "000000");
        await accountable.Send();
        Assert.Equal(1, await accountable.Page.Locator(".govuk-error-summary").CountAsync());
        Assert.Equal("Owain Tŷ-Gwyn", await accountable.Page.InputValueAsync("[name=NameTyped]")); // nothing typed is lost

        await accountable.GoTo(link);
        await FillInSignature(accountable, "Owain Tŷ-Gwyn", accountable.Code());
        await accountable.Submit();
        Assert.Equal(3, accountable.Clicks); // from the email: the statement, the authority, the button
        Assert.EndsWith("/signed", accountable.Path, StringComparison.Ordinal);
        await accountable.Look();
    }

    /// <summary>First the form can't be sent, then its answer is lost: whoever loads again types nothing again, and it is signed once.</summary>
    private async Task SignWhileTheConnectionIsLost(string link)
    {
        await accountable.GoTo(link);
        await FillInSignature(accountable, "Owain Tŷ-Gwyn", accountable.Code());
        await accountable.Page.Context.SetOfflineAsync(true);
        await accountable.Send();
        await accountable.SeesNoConnection();
        await accountable.Page.Context.SetOfflineAsync(false);

        var posts = 0;
        await accountable.Page.RouteAsync("**/sign", async route =>
        {
            if (route.Request.Method != "POST" || posts++ > 0) await route.ContinueAsync();
            else
            {
                await route.FetchAsync(new() { MaxRedirects = 0 }); // it arrives
                await route.AbortAsync("internetdisconnected"); // its answer doesn't
            }
        });
        await accountable.LoadsAgainUntil(() => posts > 0); // sends the form that the phone still holds; its answer is lost
        await accountable.LoadsAgainUntil(() => accountable.Path.EndsWith("/signed", StringComparison.Ordinal));
        await accountable.Page.UnrouteAllAsync();
        await officer.GoTo($"/officer/agreements/{link.Split('/')[^2]}");
        var evidence = await officer.Page.Locator("main").InnerTextAsync();
        Assert.True(evidence.Split("authenticator code taken").Length == 2, evidence);
    }

    private static async Task FillInSignature(Visitor by, string name, string code)
    {
        foreach (var statement in await by.Page.Locator("main [name=Statements]").AllAsync()) await by.Tick("Statements", (await statement.GetAttributeAsync("value"))!);
        if (await by.Page.Locator("main [name=Authority]").AllAsync() is [var first, ..]) await by.Tick("Authority", (await first.GetAttributeAsync("value"))!);
        await by.Fill(("NameTyped", name), ("Code", code));
    }

    private async Task TheServiceOwnerSignsAndHmctsCountersigns()
    {
        await owner.GoToEmailed("/org/agreements/[0-9a-f-]{36}/sign");
        await owner.Look();
        await FillInSignature(owner, "Bryn Haverfield", owner.Code());
        await owner.Submit();
        await AcceptAuthority();

        await Countersign(hmctsSignatory, "Casimir Holt", look: true);
        await Countersign(hmctsOwner, "Delyth Abernathy", look: false);
        await officer.GoTo($"{organisation}/agreements");
        await officer.Look();
        Assert.Equal(3, await officer.Page.Locator("main .govuk-tag--green").CountAsync()); // all in force

        await accountable.GoTo("/org/agreements");
        await accountable.Look();
        var signed = (await accountable.Page.Locator("main a[href^='/org/agreements/']").First.GetAttributeAsync("href"))!;
        await accountable.GoTo(signed);
        var pdf = await accountable.Download("main a[href$='/pdf']");
        await administrator.GoTo("/verify");
        await administrator.Upload("llofnodwyd.pdf", pdf);
        await administrator.Send();
        Assert.Equal(1, await administrator.Page.Locator("main .govuk-tag--green").CountAsync());
        pdf[pdf.Length / 3] ^= 1;
        await administrator.GoTo("/verify");
        await administrator.Upload("newidiwyd.pdf", pdf);
        await administrator.Send();
        Assert.Equal(0, await administrator.Page.Locator("main .govuk-tag--green").CountAsync());
    }

    private async Task AcceptAuthority()
    {
        await officer.GoTo($"{organisation}/agreements");
        var addresses = await officer.Page.Locator("main a[href^='/officer/agreements/']").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))");
        foreach (var address in addresses)
        {
            await officer.GoTo(address);
            if (await officer.Page.Locator("main [name=Accept]").CountAsync() == 0) continue;
            await officer.Tick("Accept");
            await officer.Submit(":has([name=Accept])");
        }
    }

    private async Task Countersign(Visitor by, string name, bool look)
    {
        await by.GoTo("/officer/agreements");
        if (look) await by.Look();
        await by.Press("main a[href$='/countersign']");
        if (look) await by.Look();
        await by.Tick("Confirmed");
        await by.Fill(("NameTyped", name), ("Code", by.Code()));
        await by.Submit();
        await by.Look();
    }

    private async Task TheSecurityQuestionnaireIsAnsweredAndAssessed()
    {
        await security.GoTo("/org/security");
        var sections = await security.Page.Locator("main a[href^='/org/security/']").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))");
        Assert.Equal(10, sections.Length);
        foreach (var section in sections)
        {
            await security.GoTo(section);
            await security.Look();
            await Answer();
            await security.Submit();
        }
        await security.GoTo("/org/security");
        await security.Press("main a[href='/org/security/sign']");
        await security.Look();
        await FillInSignature(security, "Carys Maddocks", security.Code());
        await security.Submit();
        await security.Look();

        await assessor.GoTo($"{organisation}/security");
        await assessor.Look();
        await assessor.Tick("Outcome", "approved");
        await assessor.Submit();
        await assessor.Look();
    }

    /// <summary>What a well-run organisation answers to each question of the section shown.</summary>
    private async Task Answer()
    {
        var fields = await security.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('main form [name^="Inputs["]')].filter(e => e.type !== 'hidden').map(e => [
              e.name, e.type, e.inputMode === 'numeric' && !/\.(Day|Month|Year)$/.test(e.name) ? 'number' : '', e.value,
              (e.type === 'radio' || e.type === 'checkbox' ? e.closest('fieldset').querySelector('legend') : e.labels[0]).innerText.trim().split('.')[0]].join('|'))
            """);
        var done = new HashSet<string>();
        foreach (var parts in fields.Select(f => f.Split('|')))
        {
            var (name, type, kind, value, question) = (parts[0], parts[1], parts[2], parts[3], parts[4]);
            if (type is "radio" or "checkbox")
            {
                var wrong = question == "15" ? value != "no" : value is "none" or "never" or "other"; // 15 asks for shared passwords
                if (!wrong && done.Add(name)) await security.Tick(name, value);
                continue;
            }
            var answer = name.Split('.')[^1] switch
            {
                "Day" => "2",
                "Month" => "12",
                "Year" => "2025",
                _ when kind == "number" => question switch { "8" => "100", "31" => "12", "37" => "0", _ => "1" },
                _ => "Polisi 12, adran 4",
            };
            await security.Fill((name, answer));
        }
    }
}
