using System.Net;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Registration.Migrations;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Two applications of one organisation are found: the applicant is warned without a word about anybody, the officer compares and decides.</summary>
public class DuplicateTests
{
    /// <summary>Winkler's own examples.</summary>
    [Theory]
    [InlineData("martha", "marhta", 0.961)]
    [InlineData("dwayne", "duane", 0.840)]
    [InlineData("dixon", "dicksonx", 0.813)]
    [InlineData("abc", "xyz", 0)]
    [InlineData("", "xyz", 0)]
    [InlineData("gwyr", "gwyr", 1)]
    public void Likeness_of_names(string one, string other, double expected) => Assert.Equal(expected, JaroWinkler.Of(one, other), 0.001);

    [Fact]
    public void Legal_forms_case_and_accents_make_no_other_name() =>
        Assert.Equal(DuplicateKey.Plain("The Gŵyr Tramways Ltd"), DuplicateKey.Plain("GWYR TRAMWAYS LIMITED"));

    /// <summary>Names that one officer types for another's share a sound, though they differ in their first letters, in order, or by a word.</summary>
    [Theory]
    [InlineData("Gŵyr Tramways", "Cwir Tramweys", true)]
    [InlineData("Northmoor Light Railway", "Morthmoor Light Railway", true)]
    [InlineData("Borough of Castell Hendre", "Castell Hendre Borough Council", true)]
    [InlineData("Vale of Penwith Licensing Board", "Penwith Licensing Board", true)]
    [InlineData("Saltmarsh Ferries", "Fellside Rivers Authority", false)]
    [InlineData("Eau", "Wye", false)]
    public void Names_that_sound_alike(string one, string other, bool alike) =>
        Assert.Equal(alike, NameSound.Of(DuplicateKey.Plain(one)).Intersect(NameSound.Of(DuplicateKey.Plain(other))).Any());

    [Fact]
    public async Task A_name_that_differs_in_its_first_letters_is_found_in_another_district_and_what_many_share_is_left_out()
    {
        await using var platform = await Platform.Start();
        var (first, _) = await platform.SentApplication();
        var name = (await platform.CaseOf(first)).Name;
        var other = await platform.OrganisationOf(await (await Alike(platform, account: "", name: $"B{name[1..]}", apart: true)).Send());
        await platform.Settle();
        var found = await Candidates(platform, other);
        Assert.Equal(first, Assert.Single(found).OtherId);
        Assert.Empty(found[0].Equal.Except([KeyKind.Sound]));

        // Six hundred that sound the same tell nothing any more, and aren't read.
        var sounds = await platform.Read<RegistrationDbContext, List<string>>(db => db.DuplicateKeys.Where(k => k.OrganisationId == first && k.Kind == KeyKind.Sound).Select(k => k.Value).ToListAsync());
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await unit.Begin(CancellationToken.None);
            for (var i = 0; i < 600; i++)
            {
                var id = Guid.CreateVersion7(platform.Clock.GetUtcNow());
                await unit.Execute("insert into registration_organisations (id, version, reference, legal_name, registered_at) values (@id, 1, @reference, 'One of many', 0)", CancellationToken.None, ("@id", id), ("@reference", $"CPO-9{i:D5}Z"));
                foreach (var sound in sounds) await unit.Execute("insert into registration_duplicate_keys (organisation_id, kind, value) values (@id, 'Sound', @sound)", CancellationToken.None, ("@id", id), ("@sound", sound));
            }
            await unit.Commit(CancellationToken.None);
        }
        Assert.Empty(await Candidates(platform, other));
    }

    [Fact]
    public async Task Sounds_of_names_from_before_they_were_kept_are_kept_in_batches_and_once()
    {
        await using var platform = await Platform.Start();
        var (sent, _) = await platform.SentApplication();
        var before = await Sounds(platform);
        Assert.NotEmpty(before);
        const int Many = (SoundKeys.Batch * 2) + 1;
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await unit.Begin(CancellationToken.None);
            await unit.Execute("delete from registration_duplicate_keys where kind = 'Sound'", CancellationToken.None);
            for (var i = 0; i < Many; i++)
            {
                var id = Guid.CreateVersion7(platform.Clock.GetUtcNow());
                await unit.Execute("insert into registration_organisations (id, version, reference, legal_name, registered_at) values (@id, 1, @reference, 'Of before', 0)", CancellationToken.None, ("@id", id), ("@reference", $"CPO-8{i:D5}Z"));
                await unit.Execute("insert into registration_duplicate_keys (organisation_id, kind, value) values (@id, 'Name', @name)", CancellationToken.None, ("@id", id), ("@name", $"ferry of gwyr {i}00"));
            }
            await unit.Commit(CancellationToken.None);
        }
        // As the migration sets it where names are kept.
        await Run(platform, new SoundKeysOfBefore().UpOperations.OfType<SqlOperation>().Single().Sql);
        await platform.Settle();
        var after = await Sounds(platform);
        Assert.Equal(before, after.Where(k => k.OrganisationId == sent));
        Assert.Equal(Many + 1, after.Select(k => k.OrganisationId).Distinct().Count());
        await Run(platform, $"delete from platform_due_items where kind = '{SoundKeys.Due}'");
        await Run(platform, new SoundKeysOfBefore().UpOperations.OfType<SqlOperation>().Single().Sql);
        await platform.Settle();
        Assert.Equal(after, await Sounds(platform));
    }

    private static Task<List<DuplicateKey>> Sounds(Platform platform) =>
        platform.Read<RegistrationDbContext, List<DuplicateKey>>(db => db.DuplicateKeys.AsNoTracking().Where(k => k.Kind == KeyKind.Sound).OrderBy(k => k.OrganisationId).ThenBy(k => k.Value).ToListAsync());

    private static async Task Run(Platform platform, string statement)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(statement, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<Likeness>> Candidates(Platform platform, Guid organisation)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("test");
        return await scope.ServiceProvider.GetRequiredService<Duplicates>().Of(organisation, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Officers_see_candidates_side_by_side_and_keep_their_decision_and_applicants_only_a_warning()
    {
        await using var platform = await Platform.Start();
        var (first, _) = await platform.SentApplication();
        var applicant = await Alike(platform, account: "66374958", name: "Gŵyr and Môn O'Hara Tramways Ltd");
        var check = await applicant.Get("/application/check");
        check.ShouldSay(Say.MayBeDuplicate);
        Assert.DoesNotContain((await platform.CaseOf(first)).Reference, check.Html, StringComparison.Ordinal);
        await applicant.Send();
        var second = await platform.OrganisationOf(applicant);
        var stranger = await Alike(platform, account: "", name: "Penfro Ferries", apart: true);
        Assert.DoesNotContain(Say.MayBeDuplicate.ToString(), (await stranger.Get("/application/check")).Text, StringComparison.Ordinal);
        await stranger.Send();

        var officer = await platform.Person(Roles.OnboardingOfficer);
        (await officer.Get($"/officer/org/{second}/decide/application")).ShouldSay(Say.DuplicatesUndecided(1));
        var page = await officer.Get($"/officer/org/{second}/duplicates");
        page.ShouldSay((await platform.CaseOf(first)).Reference).ShouldSay(Say.AlikeSame).ShouldSay("•••••• 58").ShouldSay("% alike");
        Assert.DoesNotContain("Penfro", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("66374958", page.Html, StringComparison.Ordinal);
        (await officer.Post($"/officer/org/{second}/duplicates", new { OtherId = first, Reason = "" })).ShouldRefuse(Say.SelectSame, Say.EnterReason);
        (await officer.Post($"/officer/org/{second}/duplicates", new { OtherId = await platform.OrganisationOf(stranger), IsSame = true, Reason = "A guess" })).ShouldBeNotFound();
        (await officer.Post($"/officer/org/{second}/duplicates", new { OtherId = first, IsSame = true, Reason = "One company, two departments" })).ShouldRedirectTo($"/officer/org/{second}/duplicates");
        (await officer.Get($"/officer/org/{second}/duplicates")).ShouldSay("One company, two departments").ShouldSay(Say.DecidedSame);
        (await officer.Get($"/officer/org/{first}/duplicates")).ShouldSay("One company, two departments"); // seen from both sides
        Assert.DoesNotContain(Say.DuplicatesUndecided(1).ToString(), (await officer.Get($"/officer/org/{second}/decide/application")).Text, StringComparison.Ordinal);
        Assert.Contains(await platform.Recorded<DuplicateDecided>(), e => e.OrganisationId == second && e.OtherId == first && e.Same);
        (await (await platform.Person(Roles.Auditor)).Get($"/officer/org/{second}/duplicates")).ShouldBeOk().ShouldSay("One company, two departments");
    }

    [Fact]
    public async Task The_same_account_is_found_and_another_leaves_no_key_in_common()
    {
        await using var platform = await Platform.Start();
        var (first, _) = await platform.SentApplication();
        var same = await platform.OrganisationOf(await (await Alike(platform, account: "66374958", name: "Penfro Ferries", apart: true)).Send());
        var other = await platform.OrganisationOf(await (await Alike(platform, account: "", name: "Aber Buses", apart: true)).Send());
        var keys = await platform.Read<RegistrationDbContext, List<DuplicateKey>>(db => db.DuplicateKeys.AsNoTracking().Where(k => k.Kind == KeyKind.BankAccount).ToListAsync());
        string Of(Guid id) => keys.Single(k => k.OrganisationId == id).Value;
        Assert.Equal(Of(first), Of(same));
        Assert.NotEqual(Of(first), Of(other));
        Assert.All(keys, k => Assert.Matches("^[0-9a-f]{64}$", k.Value));
    }

    /// <summary>Somebody whose application is like those of the harness, or has nothing in common with them but what is said.</summary>
    private static async Task<Browser> Alike(Platform platform, string account, string name, bool apart = false)
    {
        var applicant = await (await platform.Applicant()).FillIn();
        var organisation = Applicants.Sections(Applicants.NewShortName())[0].Answers;
        organisation["Answers.LegalName"] = name;
        if (apart) (organisation["Answers.Category"], organisation["Answers.RegisteredNumber"]) = ("regulator", "");
        (await applicant.Post("/application/organisation", organisation)).ShouldRedirectTo("/application");
        if (apart)
        {
            var address = Applicants.Sections("X").Single(s => s.Page == "address").Answers;
            address["Answers.Postcode"] = "SW1A 2AA";
            (await applicant.Post("/application/address", address)).ShouldRedirectTo("/application");
        }
        if (account.Length == 0)
            (await applicant.Post("/application/remittance", new Dictionary<string, string> { ["Answers.AccountName"] = "FERRIES", ["Answers.SortCode"] = "107999", ["Answers.AccountNumber"] = "88837491" })).ShouldRedirectTo("/application");
        return applicant;
    }
}
