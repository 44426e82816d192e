using System.Globalization;
using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Common = CommonPlatform.BuildingBlocks.Common;

namespace CommonPlatform.Tests.Registration;

/// <summary>Where, when and of which offences cases are expected.</summary>
public class VolumesAndAreasTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Shares_by_local_justice_area_add_up_and_say_what_each_region_has()
    {
        var applicant = await platform.Applicant();
        Task<Page> Post(string areas) => applicant.Post("/application/regions", new Dictionary<string, string> { ["Answers.Areas"] = areas });
        (await applicant.Get("/application/regions")).ShouldSay("Gwent (EX62)");
        (await Post("Gwent 60\nAtlantis 40")).ShouldRefuse(Say.AreaUnknown("Atlantis"));
        (await Post("Gwent\nEX31, 101")).ShouldRefuse(Say.AreaShare("Gwent"), Say.AreaShare("EX31"));
        (await Post("Gwent 60\nEX62: 40%")).ShouldRefuse(Say.AreaTwice("Gwent"));
        (await Post("Gwent 60\nCheshire 39")).ShouldRefuse(Say.AreasTotal(99));
        (await Post("caerdydd 30%\nGwent (EX62), 30\nex31 40")).ShouldRedirectTo("/application");
        var kept = (await Answers(applicant)).Regions!;
        Assert.Equal("Cardiff (EX61) 30\nGwent (EX62) 30\nCheshire (EX31) 40", kept.Areas);
        Assert.Equal(("60", "40", "0"), (kept.Wales, kept.NorthWest, kept.London));
        (await applicant.Get("/application/regions")).ShouldSay("Cheshire (EX31) 40");
        (await Post(kept.Areas!)).ShouldRedirectTo("/application"); // as it was kept, it can be sent again
        (await applicant.Post("/application/regions", new Dictionary<string, string> { ["Answers.Areas"] = "", ["Answers.London"] = "100" })).ShouldRedirectTo("/application");
        Assert.Null((await Answers(applicant)).Regions!.Areas);
    }

    [Theory]
    [InlineData("code,name,region\nA1,X,Wales", "code, name, welsh name, region")]
    [InlineData("code,name,welsh name,region\nA1,=1+1,,Wales", "=1+1")]
    [InlineData("code,name,welsh name,region\nA1,Gwent,,Scotland", "Scotland")]
    [InlineData("code,name,welsh name,region\nA1,Gwent,,Wales\na1,Powys,,Wales", "A1")]
    [InlineData("code,name,welsh name,region\n", "")]
    public void A_file_of_areas_that_is_wrong_says_where(string csv, string says)
    {
        var refused = Assert.Throws<InvalidInputException>(() => JusticeAreaList.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "Upload"));
        Assert.Contains(says, refused.Faults[0].Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twelve_months_add_up_to_the_year_and_name_the_busiest()
    {
        var applicant = await platform.Applicant();
        Task<Page> Post(string months, string peak = "") => applicant.Post("/application/volumes", new Dictionary<string, string>(
            months.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((m, i) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"Answers.Monthly[{i}]"), m == "-" ? "" : m)))
        { ["Answers.Sjp"] = "1,200", ["Answers.PostalRequisition"] = "", ["Answers.Summons"] = "", ["Answers.PeakMonth"] = peak, ["Answers.PeakCases"] = peak.Length > 0 ? "100" : "" });
        Assert.Equal(12, (await applicant.Get("/application/volumes")).Document.QuerySelectorAll("input[name^='Answers.Monthly']").Length);
        (await Post("100 100 100 100 100 100 100 100 100 100 100 -")).ShouldRefuse(Say.MonthFormat);
        (await Post("100 100 100 100 100 100 100 100 100 100 100 x")).ShouldRefuse(Say.MonthFormat);
        (await Post("100 100 100 100 100 100 100 100 100 100 100 101")).ShouldRefuse(Say.MonthsTotal(1201, 1200));
        (await Post("50 50 50 50 50 50 50 50 50 50 300 400")).ShouldRedirectTo("/application");
        var kept = (await Answers(applicant)).Volumes!;
        Assert.Equal(("12", "400"), (kept.PeakMonth, kept.PeakCases));
        (await Post("", "")).ShouldRefuse(Say.SelectPeakMonth, Say.EnterPeakCases);
        (await Post("", "3")).ShouldRedirectTo("/application");
        Assert.Null((await Answers(applicant)).Volumes!.Monthly);
    }

    [Fact]
    public async Task A_file_of_offences_is_tried_first_and_says_what_each_row_is()
    {
        var applicant = await platform.Applicant();
        Task<Page> Try(string csv) => applicant.Post("/application/offences", new { Upload = new Upload("offences.csv", Encoding.UTF8.GetBytes(csv)) }, button: Say.OffenceFileButton.ToString());
        (await Try("offence,number\nBT02011,5")).ShouldRefuse(Say.ListsColumnsMissing("code, cases a year"));
        (await Try("code,cases a year\n")).ShouldRefuse(Say.ListsNoRows);
        (await Try("code,cases a year\n" + string.Concat(Enumerable.Repeat("BT02011,5\n", 100_000)))).ShouldRefuse(Say.TooManyOffences(SaveOffences.Most));
        (await Try(new string('x', (2 * 1024 * 1024) + 1))).ShouldRefuse(Common.UploadTooBig(OffenceFile.MostMegabytes));
        var wrong = await Try("Cases,Code\n5,BT02011\n=HYPERLINK(),RA05013\n3,@SUM\n4,ZZ99999\nmany,RA05018\n1,BT02011");
        wrong.ShouldRefuse(
            Say.OffenceRowWrong(3, Say.OffenceRowFormula), Say.OffenceRowWrong(4, Say.OffenceRowFormula), Say.OffenceRowWrong(5, Say.OffenceUnknown("ZZ99999")),
            Say.OffenceRowWrong(6, Say.VolumeFormat), Say.OffenceRowWrong(7, Say.OffenceRowTwice("BT02011")));
        wrong.ShouldSay(Say.OffenceFileRows).ShouldSay(Say.OffenceRowRight);
        Assert.Null((await Answers(applicant)).Offences);
        var right = await Try("code,cases a year\nbt02011,\"1,200\"\nRA05013,\n");
        right.ShouldBeOk().ShouldSay(Say.OffenceFileRight(2)).ShouldSay("BT02011 1200");
        Assert.Null((await Answers(applicant)).Offences); // it was only tried
        (await applicant.Post("/application/offences", new { Upload = new Upload("offences.csv", "code,cases\nRA05018,7"u8.ToArray()) })).ShouldBeOk().ShouldSay(Say.OffenceFileRight(1)); // a chosen file isn't passed over
    }

    [Fact]
    public async Task The_main_email_address_is_confirmed_by_a_link_that_only_its_button_follows()
    {
        var applicant = await platform.Applicant();
        var contacts = Applicants.Sections(Applicants.NewShortName()).Single(s => s.Page == "contacts").Answers;
        (await applicant.Post("/application/contacts", contacts)).ShouldRedirectTo("/application");
        await platform.Settle();
        var address = contacts["Answers.MainEmail"];
        var link = platform.Emails(address).Single().Link;
        (await applicant.Get("/application/contacts")).ShouldSay(Say.MainEmailSentOn(address, platform.Clock.GetUtcNow().CivilDate()));
        var form = "form[action$='handler=Again']";
        (await applicant.Post("/application/contacts", null, form)).ShouldRefuse(Say.MainEmailSentJustNow);
        platform.Clock.Advance(TimeSpan.FromMinutes(6));
        (await applicant.Post("/application/contacts", null, form)).ShouldRedirectTo("/application/contacts");
        await platform.Settle();
        var reader = platform.Nobody();
        (await reader.Get(link)).ShouldBeNotFound(); // the one before counts no longer
        link = platform.Emails(address)[^1].Link;
        (await reader.Get(link)).ShouldSay(Say.MainEmailTitle);
        Assert.Null((await Check(address)).ConfirmedAt);
        (await reader.Post(link)).ShouldRedirectTo(link);
        (await reader.Get(link)).ShouldSay(Say.MainEmailIsConfirmed);
        Assert.NotNull((await Check(address)).ConfirmedAt);
        (await applicant.Get("/application/contacts")).ShouldSay(Say.MainEmailConfirmedOn(address, platform.Clock.GetUtcNow().CivilDate()));

        contacts["Answers.MainEmail"] = "other@tram.example"; // another address is another question
        (await applicant.Post("/application/contacts", contacts)).ShouldRedirectTo("/application");
        await platform.Settle();
        link = platform.Emails("other@tram.example").Single().Link;
        platform.Clock.Advance(TimeSpan.FromDays(8));
        (await reader.Get(link)).ShouldSay(Say.MainEmailLinkExpired);
        await applicant.SignIn("/application");
        contacts["Answers.MainEmail"] = applicant.Email; // it was confirmed when the account was set up
        (await applicant.Post("/application/contacts", contacts)).ShouldRedirectTo("/application");
        Assert.NotNull((await Check(applicant.Email)).ConfirmedAt);
    }

    private Task<MainEmailCheck> Check(string address) => platform.Read<RegistrationDbContext, MainEmailCheck>(db => db.MainEmailChecks.AsNoTracking().SingleAsync(c => c.Email == address));

    private async Task<Answers> Answers(Browser applicant) => (await platform.ApplicationOf(await platform.OrganisationOf(applicant))).Answers;
}
