using System.Globalization;
using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

public class ReferenceListTests(Platform platform) : IClassFixture<Platform>
{
    private const string Header = "Code,Title,Legislation,Category,Custodial Flag,PNC Flag,DVLA Code,Start Date\n";
    private const string Row = "QQ26001,Fly a kite over a tramway,\"Kites Act 2026, s.1\",Summary,N,Y,,2026-01-01\n";

    [Fact]
    public async Task An_operator_compares_a_new_offence_list_before_it_is_used()
    {
        var applicant = await (await platform.Applicant()).FillIn();
        (await applicant.Post("/application/offences", Typed("QQ26001"))).ShouldRefuse(Say.OffenceUnknown("QQ26001"));
        var operating = await platform.Person(Roles.Administrator);
        (await Load(operating, "offences", Header + Row + "Success\n")).ShouldSay(Say.ListsAdded).ShouldSay("Fly a kite over a tramway").ShouldSay(Say.ListsGone).ShouldSay("BT02011");
        (await applicant.Post("/application/offences", Typed("QQ26001"))).ShouldRefuse(Say.OffenceUnknown("QQ26001"));
        (await operating.Submit(operating.Shown!)).ShouldRedirectTo("/admin/lists");
        (await operating.Get("/admin/lists")).ShouldSay(Say.ListsFrom(new DateOnly(2026, 1, 1), Today.DayNumber - new DateOnly(2026, 1, 1).DayNumber));
        (await applicant.Post("/application/offences", Typed("QQ26001"))).ShouldRedirectTo("/application");
        Assert.Single(await platform.Recorded<ReferenceFileUsed>(), f => f.Kind == nameof(ReferenceKind.Offences));
    }

    [Fact]
    public async Task A_list_of_a_later_day_waits_for_it()
    {
        var operating = await platform.Person(Roles.Administrator);
        var tomorrow = Today.AddDays(1);
        (await Load(operating, "bank-holidays", """{"england-and-wales":{"events":[{"title":"Jubilee","date":"2091-06-04"}]}}""", tomorrow)).ShouldSay("2091-06-04");
        (await operating.Submit(operating.Shown!)).ShouldRedirectTo("/admin/lists");
        await platform.Settle();
        Assert.True(WorkingDays.Is(new DateOnly(2091, 6, 4)));
        platform.Clock.Advance(TimeSpan.FromDays(1));
        await platform.Settle();
        Assert.False(WorkingDays.Is(new DateOnly(2091, 6, 4)));
        Assert.False(WorkingDays.Is(new DateOnly(2026, 12, 25)));
    }

    [Theory]
    [InlineData("offences", "Code,Title\nQQ26001,Kite\n", "legislation, category, custodial flag, start date")]
    [InlineData("offences", Header, null)]
    [InlineData("offences", Header + "QQ26001,=HYPERLINK(1),Act,Summary,N,,,2026-01-01\n", "title can't be “=HYPERLINK(1)”")]
    [InlineData("offences", Header + "QQ26001,Kite,Act,Whatever,N,,,2026-01-01\n", "category can't be “Whatever”")]
    [InlineData("offences", Header + "QQ26001,Kite,Act,Summary,N,,,tomorrow\n", "start date can't be “tomorrow”")]
    [InlineData("offences", Header + Row + Row, "QQ26001 is in the file twice")]
    [InlineData("offences", "\u0000\u0001PK\u0003", "custodial flag")]
    [InlineData("bank-weights", "089000 089999 MOD12 1 2 3\n", "Line 1 is neither")]
    [InlineData("bank-weights", "# nothing\n", null)]
    [InlineData("bank-holidays", "{}", "england-and-wales")]
    [InlineData("bank-holidays", "<html>", "england-and-wales")]
    public async Task A_file_that_is_not_the_list_is_refused_in_words(string list, string content, string? words)
    {
        var operating = await platform.Person(Roles.Administrator);
        var page = await Load(operating, list, content);
        page.ShouldSay("There is a problem").ShouldSay(words ?? Say.ListsNoRows.ToString());
    }

    [Fact]
    public void More_rows_than_the_index_can_have_are_refused()
    {
        var csv = new StringBuilder(Header);
        for (var i = 0; i < 50_001; i++) csv.Append(CultureInfo.InvariantCulture, $"{(char)('A' + (i / 26 % 26))}{(char)('A' + (i % 26))}{i / 676 % 100_000:D5},Kite,Act,Summary,N,,,2026-01-01\n");
        var refused = Assert.Throws<InvalidInputException>(() => OffenceList.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString())), "Upload"));
        Assert.Equal(Say.ListsTooManyRows(50_000), Assert.Single(refused.Faults).Text);
    }

    /// <summary>As large as the index is: the comparison says how much comes, changes and goes, and nothing is in use before somebody says so.</summary>
    [Fact]
    public async Task The_whole_index_is_compared_row_by_row_before_it_is_used()
    {
        const int Whole = 14_900;
        await using var own = await Platform.Start();
        var operating = await own.Person(Roles.Administrator);
        var shipped = OffenceList.Shipped.Entries.Count;
        (await Load(operating, "offences", Rows(Whole))).ShouldSay($"{Say.ListsAdded}: {Whole}").ShouldSay($"{Say.ListsGone}: {shipped}");
        (await operating.Submit(operating.Shown!)).ShouldRedirectTo("/admin/lists");
        await own.Settle();
        var next = Rows(Whole).Replace("AB00001,Kite", "AB00001,A larger kite", StringComparison.Ordinal).Replace("AB00003,", "QQ26001,", StringComparison.Ordinal);
        (await Load(operating, "offences", next)).ShouldSay($"{Say.ListsAdded}: 1").ShouldSay($"{Say.ListsChanged}: 1").ShouldSay($"{Say.ListsGone}: 1").ShouldSay("A larger kite");
        Assert.Single(await own.Recorded<ReferenceFileUsed>()); // the second one waits
    }

    /// <summary>It is refused by its size before anything reads it, and one that fits by its rows.</summary>
    [Fact]
    public async Task A_million_rows_are_refused_in_words_and_nothing_is_kept()
    {
        var operating = await platform.Person(Roles.Administrator);
        var kept = await Kept();
        (await Load(operating, "offences", Rows(1_000_000))).ShouldSay(CommonPlatform.BuildingBlocks.Common.UploadTooBig(LoadListPage.MostMegabytes));
        (await Load(operating, "offences", Rows(300_000))).ShouldSay(Say.ListsTooManyRows(50_000));
        Assert.Equal(kept, await Kept());

        Task<int> Kept() => platform.Read<RegistrationDbContext, int>(db => Task.FromResult(db.ReferenceFiles.Count()));
    }

    /// <summary>So many offences, each with a code of its own from AB00000 on.</summary>
    private static string Rows(int count)
    {
        var csv = new StringBuilder(Header);
        for (var i = 0; i < count; i++) csv.Append(CultureInfo.InvariantCulture, $"{(char)('A' + (i / 2_500_000))}{(char)('B' + (i / 100_000 % 25))}{i % 100_000:D5},Kite,Act,Summary,N,,,2026-01-01\n");
        return csv.ToString();
    }

    [Theory]
    [InlineData("ticket railway", "RA05013")]
    [InlineData("road traffic act 143", "RT88041")]
    [InlineData("Byelaw 17", "RA05018")]
    [InlineData("rt88023", "RT88023")]
    public void Offences_are_found_by_words_and_by_act_and_section(string typed, string code) =>
        Assert.Contains(code, OffenceList.Shipped.Search(typed, new DateOnly(2026, 11, 22), 25).Select(o => o.Code));

    [Fact]
    public void An_offence_no_longer_in_force_is_not_found() => Assert.DoesNotContain("FS90012", OffenceList.Shipped.Search("use-by date", new DateOnly(2026, 11, 22), 25).Select(o => o.Code));

    private DateOnly Today => platform.Clock.GetUtcNow().CivilDate();

    internal static Dictionary<string, string> Typed(string codes, params (string Name, string Value)[] more) =>
        more.Append(("Answers.Codes", codes)).ToDictionary(f => f.Item1, f => f.Item2);

    private static async Task<Page> Load(Browser operating, string list, string content, DateOnly? from = null)
    {
        var validFrom = from ?? new DateOnly(2026, 1, 1);
        var page = await operating.Post($"/admin/lists/{list}", new { Upload = new Upload($"{list}.txt", Encoding.UTF8.GetBytes(content)), ValidFrom = validFrom });
        return page.Response.StatusCode == System.Net.HttpStatusCode.Redirect ? await operating.Follow(page) : page;
    }
}

/// <summary>With the list that ships.</summary>
public class OffenceSearchTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task An_applicant_finds_and_adds_an_offence_and_keeps_what_was_typed()
    {
        var applicant = await (await platform.Applicant()).FillIn(except: "offences");
        (await applicant.Post("/application/offences", ReferenceListTests.Typed("BT02011\nnonsense", ("Find", "ticket railway")), button: Say.OffenceFindButton.ToString()))
            .ShouldSay("RA05013").ShouldSay(Say.ResultNoCode).ShouldSay("NONSENSE");
        var added = await applicant.Submit(applicant.Shown!, ReferenceListTests.Typed("BT02011", ("Find", "ticket railway"), ("Add", "RA05013")), button: "RA05013");
        Assert.Contains("BT02011\nRA05013", System.Net.WebUtility.HtmlDecode(added.Html).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        (await applicant.Get("/application")).ShouldSay(Say.SectionsDone(15, 16));
    }
}
