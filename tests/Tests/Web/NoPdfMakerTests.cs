using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using CommonPlatform.Tests.Registration;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Web;

/// <summary>An installation where WeasyPrint is missing: it runs, loses nothing, and says what to install.</summary>
public sealed class NoPdfMakerTests
{
    private const string NoPython = "/usr/bin/no-such-python", Install = "apt-get install --no-install-recommends weasyprint";

    [Fact]
    public async Task Without_it_the_pages_say_so_and_once_it_is_there_the_agreement_goes_out()
    {
        await using var without = await Platform.Start(("PDF_PYTHON", NoPython));
        (await without.Nobody().Get("/")).ShouldBeOk();
        var (organisation, applicant) = await without.SentApplication();
        (await applicant.Get("/application/copy")).ShouldBeOk().ShouldSay(Say.CopyUnavailable.ToString());
        (await applicant.Get("/application/copy?handler=json")).ShouldBeOk();
        var officer = await without.Person(BuildingBlocks.Domain.Roles.OnboardingOfficer);
        (await officer.Post($"/officer/org/{organisation}/decide/application", new { Outcome = "accept" })).ShouldRedirectTo($"/officer/org/{organisation}");
        await without.Settle();

        var accountable = await without.Nobody().Activate(without.Emails().Last(e => e.To.StartsWith("alun@", StringComparison.Ordinal)).To);
        var mou = await Mou(without, organisation);
        Assert.Equal(Standing.Preparing, mou.Standing);
        (await accountable.Get($"/org/agreements/{mou.Id}")).ShouldBeOk().ShouldSay(global::CommonPlatform.Agreements.Say.PreparingFails);

        await using var with = await without.Restart(("PDF_PYTHON", "/usr/bin/python3"));
        await with.Pass(TimeSpan.FromDays(1)); // it is tried again by itself
        Assert.Equal(Standing.WithSignatory, (await Mou(with, organisation)).Standing);
    }

    [Fact]
    public async Task Doctor_and_the_demonstration_end_with_what_to_install()
    {
        if (Platform.OnPostgres) return; // neither asks the database
        using var scratch = new Scratch();
        (string, string)[] settings = [("PDF_PYTHON", NoPython), ("DATA_DIR", scratch.File("data")), ("KEYS_DIR", scratch.File("keys")), ("CLAMD", "none")];
        await HostCommand.Run(0, settings, "migrate");
        Assert.Contains(Install, await HostCommand.Run(1, settings, "doctor"), StringComparison.Ordinal);
        Assert.Contains(Install, await HostCommand.Run(1, [.. settings, ("DATA_DIR", scratch.File("demo")), ("DEMO", "1"), ("ASPNETCORE_URLS", "http://127.0.0.1:0")]), StringComparison.Ordinal);
    }

    private static Task<Agreement> Mou(Platform platform, Guid organisation) =>
        platform.Read<AgreementsDbContext, Agreement>(db => db.Agreements.AsNoTracking().SingleAsync(a => a.OrganisationId == organisation && a.Kind == AgreementKinds.Mou));
}
