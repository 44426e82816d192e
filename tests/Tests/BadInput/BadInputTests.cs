using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Field = System.Collections.Generic.KeyValuePair<string, string>;

namespace CommonPlatform.Tests.BadInput;

/// <summary>
/// Every form of the product, found by following every link as every person of the demonstration, is sent rubbish: the answer is never a fault
/// of ours and never shows the inside, what is refused stores nothing, and what was typed is still there. LONG=1 walks more pages of a kind,
/// and sends each field's rubbish alone too.
/// </summary>
[Collection(DemonstrationFixture.Name)]
public sealed partial class BadInputTests(DemonstrationFixture demonstration, ITestOutputHelper output) : IDisposable
{
    private const string Nasty = "ŵ ’ ' \" <script>alert(1)</script> %00 {{7*7}} ' or 1=1 --";
    private static readonly bool Long = Environment.GetEnvironmentVariable("LONG") == "1";

    // Shown in the middle of something, or by a link in an email, where no organisation of the demonstration stands: these are sent blind.
    private static readonly string[] NotShown =
    [
        "/activate/{token}", "/activate/{token} (Renew)", "/activate/{token}/app", "/admin/processes/{definition}/{from:int}", "/admin/workflows", "/admin/workflows/{id:guid}/skip",
        "/application/contacts (Again)", "/application/ended (Again)", "/application/ended", "/application/offences (Add)", "/confirm-email/{token}", "/officer/calendar/feed (Revoke)",
        "/officer/cover (End)", "/officer/org/{id:guid}/bank (First)", "/officer/org/{id:guid}/bank (Second)", "/officer/org/{id:guid}/bank (Refuse)", "/officer/org/{id:guid}/dates (Accept)", "/officer/org/{id:guid}/dates (GoLive)", "/officer/org/{id:guid}/decide/appeal",
        "/officer/org/{id:guid}/gates/{number:int} (Confirm)", "/officer/org/{id:guid}/leaving (Accounts)", "/officer/org/{id:guid}/leaving (Back)", "/officer/org/{id:guid}/leaving (Check)",
        "/officer/org/{id:guid}/leaving (Close)", "/officer/org/{id:guid}/leaving (Notice)", "/officer/org/{id:guid}/leaving (Reopen)", "/officer/org/{id:guid}/leaving (Accepted)", "/officer/org/{id:guid}/merger (Decide)",
        "/officer/org/{id:guid}/readiness (Again)", "/officer/org/{id:guid}/readiness (CutOver)", "/officer/org/{id:guid}/security (Conditions)", "/officer/org/{id:guid}/suspension (AtOnce)",
        "/officer/org/{id:guid}/suspension (Confirm)", "/officer/org/{id:guid}/suspension (Decide)", "/officer/org/{id:guid}/suspension (Reinstate)", "/officer/org/{id:guid}/suspension",
        "/officer/org/{id:guid}/targets (Remove)", "/officer/org/{id:guid}/testing (SignOff)", "/officer/org/{id:guid}/testing/defects",
        "/officer/org/{id:guid}/testing/defects/{defectId:guid} (Retest)", "/officer/templates/review/{id:guid} (Confirm)", "/officer/templates/review/{id:guid} (Meeting)",
        "/org/agreements/{id:guid}/sign (Again)", "/org/calendar (Revoke)", "/org/dates (GoLive)", "/org/leaving (Back)", "/org/leaving", "/org/security/evidence/{number:int} (Remove)",
        "/org/security/evidence/{number:int}", "/org/security/sign", "/org/templates", "/org/templates/upload (Submit)", "/org/templates/upload", "/org/testing", "/org/testing/defects",
        "/org/testing/defects/{defectId:guid} (Retest)", "/reviews/{id:guid} (Comment)", "/reviews/{id:guid}/breaches/{breachId:guid} (Approve)",
        "/reviews/{id:guid}/breaches/{breachId:guid}", "/reviews/{id:guid}/sign-off", "/sign-in/code",
    ];

    // No address of the demonstration leads to them: what they are about isn't there.
    private static readonly string[] NotReached = [];

    // A refused code is counted and stands in the audit trail.
    private static readonly string[] CountsRefusals = ["/sign-in", "/step-up", "/account/step-up"];

    private readonly SortedSet<string> wrong = new(StringComparer.Ordinal);
    private readonly HashSet<string> flooded = [];
    private readonly Dictionary<(string Route, string Parameter), IReadOnlyList<string>> known = [];
    private int sent;
    private readonly Contents contents = new(demonstration.Platform.Services, "platform_idempotency"); // that table remembers a post, so that the same post is known when it comes again

    [Fact]
    public async Task No_form_breaks_shows_its_inside_stores_a_half_or_loses_what_was_typed()
    {
        var (began, reached) = (Stopwatch.GetTimestamp(), new HashSet<PostTarget>());
        var crawler = await new Crawler(demonstration.Platform, everything: Long).FindTargets();
        var found = await crawler.Forms(demonstration.Platform.Nobody(), "/", "/sign-in", "/verify", "/register/prosecutor/start");
        foreach (var browser in await demonstration.SignInAll())
            found.AddRange(await crawler.Forms(browser, "/", "/officer", "/org", "/application", "/account", "/admin/users", "/step-up", "/org/choose"));
        var forms = found.GroupBy(f => f.Target).SelectMany(g => g.Take(Long ? 3 : 1)).OrderBy(f => CountsRefusals.Contains(f.Target.Route)).ToList();
        output.WriteLine($"{found.Count} forms found, {forms.Count} tried; {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        var missing = crawler.Targets.Except(forms.Select(f => f.Target)).Where(t => t.Route != "/sign-out").ToList();
        Differences("not shown", NotShown, missing); // both ways: an entry whose form is shown after all goes

        foreach (var form in forms) await Refuse(form); // first what nobody may accept, for an accepted post takes forms away
        foreach (var form in forms) await Type(form);
        foreach (var somebody in found.DistinctBy(f => f.Browser))
            if (await Open(somebody) is { } opened)
                foreach (var target in missing)
                    if (await SendBlind(somebody.Browser, target, [.. Hidden(opened).Where(h => h.Key.StartsWith("__", StringComparison.Ordinal))], crawler.FieldsOf(target))) reached.Add(target);
        Differences("found nowhere", NotReached, missing.Except(reached));
        foreach (var form in forms) await SendTwice(form);
        await demonstration.Platform.Settle();
        output.WriteLine($"{sent} posts; {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        Assert.True(wrong.Count == 0, $"{wrong.Count} faults in {forms.Count} forms:\n{string.Join("\n", wrong)}");
    }

    private void Differences(string what, string[] listed, IEnumerable<PostTarget> found)
    {
        var names = found.Select(t => t.ToString()).ToList();
        foreach (var one in names.Except(listed)) wrong.Add($"{one}: {what}, and not on the list");
        foreach (var one in listed.Except(names)) wrong.Add($"{one}: on the list, although not «{what}» any more");
    }

    private async Task Refuse(FoundForm form)
    {
        if (await Open(form) is not { } opened)
        {
            wrong.Add($"{form}: its page doesn't show it a second time");
            return;
        }
        await Try(form, opened, "no antiforgery token", [.. Typed(opened, "x").Where(t => t.Key != "__antiforgery")], HttpStatusCode.BadRequest);
        await Try(form, opened, "nothing at all", [], HttpStatusCode.BadRequest);
        await Try(form, opened, "a NUL", [.. Typed(opened, "a\0b"), new("Anything", "a\0b")], HttpStatusCode.BadRequest);
        if (flooded.Add(form.Target.Route)) await Try(form, opened, "10 MB", [.. Typed(opened, "y"), new("Anything", new string('y', 10_000_000))], HttpStatusCode.BadRequest);
        if (Id().Match(form.Action) is { Success: true } id)
            await Try(form, opened, "an unknown id", Typed(opened, "x"), HttpStatusCode.NotFound, form.Action.Replace(id.Value, "0198c2b4-7a00-7000-8000-000000000001", StringComparison.Ordinal));
    }

    private async Task Type(FoundForm form)
    {
        foreach (var (what, value) in new[] { ("300 characters", new string('x', 300)), ("nasty characters", Nasty) })
        {
            if (Long && await Open(form) is { } one)
                foreach (var name in Names(one))
                    await Try(form, one, $"{what} in {name} alone", [.. Now(one).Where(f => f.Key != name), new(name, value)]);
            if (await Open(form) is { } all) await Try(form, all, what, Typed(all, value));
        }
        if (await Open(form) is not { } opened) return; // an earlier post was accepted and took the page on
        await Try(form, opened, "rubbish in hidden fields", [.. Hidden(opened).Select(h => h.Key.StartsWith("__", StringComparison.Ordinal) ? h : new(h.Key, "99999999999999999999")), .. Names(opened).Select(n => new Field(n, "x"))]);
        await Try(form, opened, "only hidden fields, and unknown ones", [.. Hidden(opened).Where(h => h.Key != "Version"), new("Nobody.Knows[0].This", "x"), new("__proto__", "x"), new("Answers", "x"), new("Version", "-1"), new("Id", "x")]);
    }

    /// <summary>What the page itself would send if the person pressed the button at once, twice.</summary>
    private async Task SendTwice(FoundForm form)
    {
        if (await Open(form) is not { } opened) return;
        var fields = Now(opened);
        var first = await Send(form, "the same once", form.Action, fields);
        var rows = contents.Read();
        var second = await Send(form, "the same twice", form.Action, fields);
        if (first.Location is not null && second.Location == first.Location && contents.ChangedSince(rows) is { Length: > 0 } changed && !CountsRefusals.Contains(form.Target.Route)) wrong.Add($"{form}: the same post twice was done twice: {changed}");
    }

    /// <summary>
    /// What the page would take, at an address where there is something, by somebody who wasn't shown the form: whoever may have it is told why not
    /// now. False where this person finds nothing.
    /// </summary>
    private async Task<bool> SendBlind(Browser browser, PostTarget target, List<Field> tokens, IReadOnlyList<string> names)
    {
        var addresses = Addresses(target);
        using (var probe = await browser.Send(HttpMethod.Post, addresses[0], ("X-Probe", "1")))
            if (probe.StatusCode == HttpStatusCode.NotFound) return false; // not this person's
        foreach (var address in addresses)
        {
            var form = new FoundForm(browser, address, "", target.Handler.Length == 0 ? address : $"{address}?handler={target.Handler}", target);
            var isThere = false;
            foreach (var value in new[] { "", Nasty, "1", new string('x', 300) })
            {
                var before = contents.Read();
                var answer = await Send(form, $"«{value[..Math.Min(10, value.Length)]}» blind", form.Action, [.. tokens, .. names.Select(n => new Field(n, value))]);
                if (answer.Location is null && contents.ChangedSince(before) is { Length: > 0 } changed) wrong.Add($"{form}: «{value}» blind answered {(int)answer.Status} and stored something in {changed}");
                isThere |= answer.Status != HttpStatusCode.NotFound && (target.Route.StartsWith("/sign-in", StringComparison.Ordinal) || !IsDoor(answer.Location));
                if (!isThere) break;
            }
            if (isThere) return true;
        }
        return false;
    }

    /// <summary>Where somebody is sent who has to sign in first: what was posted didn't reach its page.</summary>
    private static bool IsDoor(string? location) => location is not null && (location.StartsWith("/sign-in", StringComparison.Ordinal) || location.StartsWith("/step-up", StringComparison.Ordinal));

    /// <summary>Where there is something: the route with the ids of what the database holds, and with the tokens of links in emails.</summary>
    private IReadOnlyList<string> Addresses(PostTarget target)
    {
        IEnumerable<string> addresses = [target.Route];
        foreach (var parameter in Parameter().Matches(target.Route).Select(m => m.Value))
            addresses = addresses.SelectMany(a => Values(target.Route, parameter).Select(v => a.Replace(parameter, v, StringComparison.Ordinal)));
        return [.. addresses.DefaultIfEmpty(Parameter().Replace(target.Route, $"{demonstration.OrganisationId}"))];
    }

    private IReadOnlyList<string> Values(string route, string parameter) => known.TryGetValue((route, parameter), out var values) ? values : known[(route, parameter)] = (route.Split('/'), parameter) switch
    {
        (_, "{definition}") => ["prosecutor-onboarding"],
        (_, "{from:int}") => ["1"],
        (_, "{number:int}") => route.Contains("/gates/", StringComparison.Ordinal) ? ["13", "4"] : ["1"],
        (_, "{defectId:guid}") => contents.Query("select id from registration_defects"),
        (_, "{breachId:guid}") => contents.Query("select id from agreements_service_breaches"),
        (["", var first, ..], "{token}") => [.. demonstration.Platform.Emails().Reverse().Where(e => e.Body.Contains($"/{first}/", StringComparison.Ordinal)).Select(e => e.Link.Split('/')[2])],
        (["", "org", "agreements", ..], _) => contents.Query("select id from agreements_agreements"),
        (["", "reviews", ..], _) => contents.Query("select id from agreements_service_reviews"),
        (["", "officer", "templates", ..], _) => contents.Query("select id from registration_notice_rounds"),
        (["", "admin", "workflows", ..], _) => contents.Query("select id from workflow_incidents"),
        _ => [$"{demonstration.OrganisationId}", .. contents.Query("select id from registration_organisations order by id").Where(id => id != $"{demonstration.OrganisationId}")],
    };

    /// <summary>Else a refused post that changes a row would go unseen.</summary>
    [Fact]
    public async Task A_row_in_which_one_letter_changed_is_noticed()
    {
        var before = contents.Read();
        Assert.Equal("", contents.ChangedSince(before));
        foreach (var (from, to) in new[] { ("Penwith", "Penwitt"), ("Penwitt", "Penwith") })
        {
            await using var scope = demonstration.Platform.Services.CreateAsyncScope();
            var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await unit.Begin(default);
            Assert.Equal(1, await unit.Execute("update registration_cases set name = replace(name, @from, @to) where id = @id", default, ("@from", from), ("@to", to), ("@id", demonstration.OrganisationId)));
            await unit.Commit(default);
            if (to == "Penwitt") Assert.Equal("registration_cases", contents.ChangedSince(before));
        }
        Assert.Equal("", contents.ChangedSince(before));
    }

    private async Task Try(FoundForm form, IHtmlFormElement opened, string what, List<Field> fields, HttpStatusCode? expected = null, string? to = null)
    {
        var before = contents.Read();
        var answer = await Send(form, what, to ?? form.Action, fields);
        if (expected is not null && answer.Status != expected) wrong.Add($"{form}: {what} answered {(int)answer.Status} {answer.Location}, expected {(int)expected}");
        if (answer.Location is null && contents.ChangedSince(before) is { Length: > 0 } changed && !CountsRefusals.Contains(form.Target.Route))
            wrong.Add($"{form}: {what} answered {(int)answer.Status} and stored something in {changed}");
        if (expected is not null || answer.Status != HttpStatusCode.BadRequest) return;
        foreach (var (name, value) in fields.Where(f => IsShownAgain(opened, f.Key)))
            if (answer.Document.QuerySelectorAll($"[name='{name}']").Select(ValueOf).FirstOrDefault() is not { } shown) wrong.Add($"{form}: {what}: {name} isn't on the page any more");
            else if (shown != value) wrong.Add($"{form}: {what}: {name} shows «{shown[..Math.Min(40, shown.Length)]}» instead of what was typed");
    }

    private async Task<Page> Send(FoundForm form, string what, string to, List<Field> fields)
    {
        sent++;
        var answer = await form.Browser.PostBare(to, fields);
        if (answer.Status >= HttpStatusCode.InternalServerError) wrong.Add($"{form}: {what} answered {(int)answer.Status}");
        if (Inside().IsMatch(answer.Html)) wrong.Add($"{form}: {what} shows the inside");
        if (answer.Html.Contains("<script>alert(1)", StringComparison.Ordinal)) wrong.Add($"{form}: {what} comes back as a script");
        return answer;
    }

    private static async Task<IHtmlFormElement?> Open(FoundForm form) => (await form.Browser.Get(form.Page)).Document.QuerySelector(form.Selector) as IHtmlFormElement;

    private static List<Field> Hidden(IHtmlFormElement form) => [.. form.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>().Select(i => new Field(i.Name!, i.Value ?? ""))];

    private static List<string> Names(IHtmlFormElement form) =>
        [.. form.QuerySelectorAll("input:not([type=hidden]):not([type=file]), textarea, select").Select(e => e.GetAttribute("name")).OfType<string>().Distinct()];

    private static List<Field> Typed(IHtmlFormElement form, string value) => [.. Hidden(form), .. Names(form).Select(n => new Field(n, value))];

    /// <summary>As the page stands, nothing typed and the first button pressed.</summary>
    private static List<Field> Now(IHtmlFormElement form) =>
    [
        .. Hidden(form),
        .. form.QuerySelectorAll("input:not([type=hidden]):not([type=file]), textarea, select")
            .Where(e => e is not IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } && e.HasAttribute("name")).Select(e => new Field(e.GetAttribute("name")!, ValueOf(e) ?? "")),
    ];

    private static bool IsShownAgain(IHtmlFormElement form, string name) =>
        form.QuerySelector($"[name='{name}']") is IHtmlTextAreaElement or IHtmlInputElement { Type: "text" or "email" or "tel" } && !name.EndsWith("Code", StringComparison.Ordinal);

    private static string? ValueOf(IElement element) => element switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        IHtmlInputElement input => input.Value,
        _ => null,
    };

    [GeneratedRegex(@"\w+Exception\b|\n\s+at [A-Z]\w+\.")]
    private static partial Regex Inside();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Id();

    public void Dispose() => contents.Dispose();
}
