using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Tests.Harness;
using CommonPlatform.Tests.Registration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Common = CommonPlatform.BuildingBlocks.Common;
using Say = CommonPlatform.Registration.Say;

namespace CommonPlatform.Tests.Documents;

/// <summary>Uploads against a real clamd with a hand-made list of signatures that has one entry, the EICAR test file.</summary>
[Trait("ASVS", "V5.4.3")]
public sealed class VirusScanTests : IAsyncLifetime
{
    private const string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
    private readonly Scratch scratch = new();
    private Process? clamd;

    private string Socket => scratch.File("clamd.sock");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(scratch.File("signatures"));
        File.WriteAllText(scratch.File("signatures/own.ndb"), $"Eicar-Test:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Eicar))}\n");
        File.WriteAllText(scratch.File("clamd.conf"), $"LocalSocket {Socket}\nDatabaseDirectory {scratch.File("signatures")}\nForeground yes\nLogFile {scratch.File("clamd.log")}\n");
        clamd = Process.Start(new ProcessStartInfo("/usr/sbin/clamd", ["-c", scratch.File("clamd.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        clamd.OutputDataReceived += (_, _) => { };
        clamd.ErrorDataReceived += (_, _) => { };
        clamd.BeginOutputReadLine();
        clamd.BeginErrorReadLine();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(90) && !clamd.HasExited)
            {
                // it reads its signatures first
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        clamd?.Kill();
        clamd?.WaitForExit();
        clamd?.Dispose();
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_upload_waits_in_quarantine_until_it_was_found_clean_and_an_infected_one_stays_there()
    {
        await using var platform = await Platform.Start(("CLAMD", Socket));
        var organisation = await platform.AcceptedOrganisation();
        await platform.Pass(TimeSpan.FromSeconds(10)); // the documents of proof are scanned
        var owner = await platform.Person(Roles.OrganisationServiceOwner, organisation);
        const string page = "/org/templates/upload";
        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Post($"/officer/org/{organisation}")).ShouldRedirectTo($"/officer/org/{organisation}");
        (await officer.Get("/officer")).ShouldBeOk();
        (await owner.Post(page, new { Notice = "sjp-notice", Upload = Pdf("clean.pdf", "Nothing") })).ShouldRedirectTo(page);
        (await owner.Post(page, new { Notice = "whole-set", Upload = Pdf("bad.pdf", Eicar) })).ShouldRedirectTo(page);
        (await owner.Get(page)).ShouldSay(Common.UploadNotScanned);
        foreach (var name in new[] { "clean.pdf", "bad.pdf" }) (await Open(owner, page, name)).ShouldRefuse(Common.UploadQuarantined);

        await platform.Pass(TimeSpan.FromSeconds(10));
        (await owner.Get(page)).ShouldSay(Common.UploadClean).ShouldSay(Common.UploadInfected).ShouldSay(Common.UploadWhatToDo);
        Assert.Equal("application/pdf", (await Open(owner, page, "clean.pdf")).ShouldBeOk().Response.Content.Headers.ContentType!.MediaType);
        (await Open(owner, page, "bad.pdf")).ShouldRefuse(Common.UploadQuarantined);

        // Whoever uploaded it is told, once; the officer's desk and the timeline say it; it can't be sent, nor uploaded again.
        Assert.Contains("bad.pdf", Assert.Single(platform.Emails(owner.Email), e => e.Subject == "A file was refused: bad.pdf").Body, StringComparison.Ordinal);
        Assert.Equal(organisation, Assert.Single(await platform.Recorded<UploadRefused>()).OrganisationId);
        (await officer.Get("/officer")).ShouldSay(Say.DeskRefused("bad.pdf")).ShouldSay(Say.ActionSeeFile);
        (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldSay("Virus found in an uploaded file");
        (await owner.Post(page, new { NoRealData = true }, "form[action*=Submit]")).ShouldRefuse(Say.NoticesRuleRefused("bad.pdf"));
        (await owner.Post(page, new { Notice = "means-form", Upload = Pdf("again.pdf", Eicar) })).ShouldRefuse(Common.UploadRefusedBefore("again.pdf"));
        (await owner.Post(page, new { Notice = "whole-set", Upload = Pdf("better.pdf", "Better") })).ShouldRedirectTo(page);
        Assert.DoesNotContain("bad.pdf", (await officer.Get("/officer")).Html, StringComparison.Ordinal);
        await platform.Pass(TimeSpan.FromSeconds(10));
        (await owner.Post(page, new { NoRealData = true }, "form[action*=Submit]")).ShouldRedirectTo("/org/templates");

        await using var scope = platform.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        Assert.Equal(["Eicar-Test.UNOFFICIAL"], await unit.Query("select signature from platform_scans where signature is not null", r => r.GetString(0), default));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => unit.Execute("update platform_scans set signature = null", default));
    }

    [Fact]
    public async Task While_the_scanner_does_not_answer_the_host_runs_and_uploads_wait()
    {
        await using var platform = await Platform.Start(("CLAMD", "127.0.0.1:1"));
        var organisation = await platform.AcceptedOrganisation();
        var owner = await platform.Person(Roles.OrganisationServiceOwner, organisation);
        const string page = "/org/templates/upload";
        (await owner.Post(page, new { Notice = "sjp-notice", Upload = Pdf("clean.pdf", "Nothing") })).ShouldRedirectTo(page);
        await platform.Pass(TimeSpan.FromMinutes(2));
        (await owner.Get(page)).ShouldSay(Common.UploadNotScanned);
        (await Open(owner, page, "clean.pdf")).ShouldRefuse(Common.UploadQuarantined);
    }

    [Fact]
    public async Task A_list_is_used_only_after_it_was_scanned_and_who_loaded_an_infected_one_is_told()
    {
        await using var platform = await Platform.Start(("CLAMD", Socket));
        var operating = await platform.Person(Roles.Administrator);
        async Task<string> Load(string code, string title) => (await operating.Follow(await operating.Post("/admin/lists/offences", new
        {
            Upload = new Upload("offences.csv", Encoding.Latin1.GetBytes($"code,title,legislation,category,custodial flag,start date\n{code},\"{title}\",Act,Summary,N,2020-01-01\n"), "text/csv"),
            ValidFrom = new DateOnly(2026, 1, 1),
        }))).Path;
        var clean = await Load("AA00001", "Kite on a highway");
        (await operating.Post(clean)).ShouldRefuse(Common.UploadQuarantined);
        var bad = await Load("AA00002", Eicar.Replace("\"", "", StringComparison.Ordinal));
        await platform.Pass(TimeSpan.FromSeconds(10));
        (await operating.Get(bad)).ShouldSay(Common.UploadInfected);
        (await operating.Post(bad)).ShouldRefuse(Common.UploadQuarantined);
        Assert.EndsWith(bad, Assert.Single(platform.Emails(operating.Email), e => e.Subject == "A file was refused: offences.csv").Link, StringComparison.Ordinal);
        (await operating.Post(clean)).ShouldRedirectTo("/admin/lists");
    }

    [Fact]
    public async Task What_was_uploaded_before_uploads_waited_in_a_table_is_scanned_once_the_host_runs()
    {
        await using var platform = await Platform.Start(("CLAMD", Socket));
        var organisation = await platform.AcceptedOrganisation();
        await using var scope = platform.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        async Task<long> Count(string table) => (await unit.Query($"select count(*) from {table}", r => r.GetInt64(0), default))[0];
        var waiting = await Count("platform_unscanned_uploads");
        Assert.True(waiting > 0, $"the documents of proof of {organisation} wait");
        await unit.Begin(default);
        await unit.Execute("delete from platform_unscanned_uploads", default);
        await unit.Commit(default);
        await ActivatorUtilities.CreateInstance<ScanDrain>(platform.Services).Drain(default); // as that of a host that has just begun
        Assert.Equal((0, waiting), (await Count("platform_unscanned_uploads"), await Count("platform_scans")));
    }

    [Fact]
    public async Task Files_larger_than_a_piece_are_scanned_whole()
    {
        var scanner = new VirusScanner(new ConfigurationBuilder().AddInMemoryCollection([new("CLAMD", Socket)]).Build());
        Assert.StartsWith("ClamAV ", await scanner.Version(default), StringComparison.Ordinal);
        var filler = new byte[3_000_000];
        Random.Shared.NextBytes(filler);
        Assert.Null(await scanner.Scan(new MemoryStream(filler), default));
        Assert.Null(await scanner.Scan(new MemoryStream(), default));
        Assert.Equal("Eicar-Test.UNOFFICIAL", await scanner.Scan(new MemoryStream([.. filler, .. Encoding.ASCII.GetBytes(Eicar)]), default));
        foreach (var wrong in new[] { "/nowhere/clamd.sock", "nonsense", "127.0.0.1:x" })
            await Assert.ThrowsAsync<ScannerUnavailableException>(() => new VirusScanner(new ConfigurationBuilder().AddInMemoryCollection([new("CLAMD", wrong)]).Build()).Scan(new MemoryStream(filler), default));
    }

    private static Upload Pdf(string name, string content) => new(name, Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n{content}\nstartxref\n0\n%%EOF\n"), "application/pdf");

    private static async Task<Page> Open(Browser browser, string page, string name) =>
        await browser.Get((await browser.Get(page)).Document.QuerySelectorAll("main td a").Single(a => a.TextContent == name).GetAttribute("href")!);
}
