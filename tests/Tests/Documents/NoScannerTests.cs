using System.Text;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Tests.Harness;
using CommonPlatform.Tests.Registration;
using Xunit;
using Common = CommonPlatform.BuildingBlocks.Common;

namespace CommonPlatform.Tests.Documents;

/// <summary>Where no scanner is set up, uploads stay in quarantine, and the page and doctor say so and health says how many; where the operator wants none, they are accepted and marked.</summary>
[Trait("ASVS", "V5.4.3")]
public sealed class NoScannerTests
{
    private const string Page = "/org/templates/upload";
    private static readonly Upload Pdf = new("notice.pdf", Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"), "application/pdf");

    [Fact]
    public async Task Without_a_setting_nobody_opens_an_upload_and_with_none_it_opens_and_is_marked()
    {
        var unset = await Platform.Start(("CLAMD", ""));
        var organisation = await unset.AcceptedOrganisation();
        var owner = await unset.Person(Roles.OrganisationServiceOwner, organisation);
        (await owner.Post(Page, new { Notice = "sjp-notice", Upload = Pdf })).ShouldRedirectTo(Page);
        await unset.Pass(TimeSpan.FromMinutes(2));
        (await owner.Get(Page)).ShouldSay(Common.UploadNotScanned).ShouldSay(Common.UploadNoScanner);
        Assert.Contains(Common.UploadNoScanner.In(Language.Welsh), (await owner.Follow(await owner.Get($"{Page}?language=cy"))).Text, StringComparison.Ordinal);
        (await owner.Follow(await owner.Get($"{Page}?language=en"))).ShouldBeOk();
        var link = (await owner.Get(Page)).Document.QuerySelectorAll("main td a").Single(a => a.TextContent == "notice.pdf").GetAttribute("href")!;
        (await owner.Get(link)).ShouldRefuse(Common.UploadNoScanner);
        var health = (await unset.Nobody().Get("/health/ready")).ShouldBeOk().Html;
        Assert.DoesNotContain("CLAMD", health, StringComparison.OrdinalIgnoreCase); // anyone may ask
        Assert.DoesNotContain("\"unscannedUploads\":0", health, StringComparison.Ordinal);

        await using var none = await unset.Restart(("CLAMD", "none"));
        owner = owner.At(none);
        var page = (await owner.Get(Page)).ShouldSay(Common.UploadUnscanned);
        Assert.DoesNotContain(Common.UploadNoScanner.ToString(), page.Text, StringComparison.Ordinal);
        Assert.Equal("application/pdf", (await owner.Get(link)).ShouldBeOk().Response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("", 1, "Fault: There is no virus scanner (CLAMD is not set): uploads stay in quarantine and nobody can open them. Set CLAMD to")]
    [InlineData("none", 0, "Warning: There is no virus scanner (CLAMD=none): uploads are accepted unscanned, and each is marked so.")]
    [InlineData("127.0.0.1:1", 1, "Uploads wait in quarantine.")]
    public async Task Doctor_says_what_is_so_and_what_to_do(string setting, int ends, string says)
    {
        using var scratch = new Scratch();
        (string, string)[] settings = [("DATA_DIR", scratch.File("data")), ("KEYS_DIR", scratch.File("keys")), ("CLAMD", setting)];
        await HostCommand.Run(0, settings, "migrate");
        Assert.Contains(says, await HostCommand.Run(ends, settings, "doctor"), StringComparison.Ordinal);
    }
}
