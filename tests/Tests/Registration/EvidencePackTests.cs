using System.IO.Compression;
using System.Security.Cryptography;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Tests.BadInput;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

[Collection(DemonstrationFixture.Name)]
public class EvidencePackTests(DemonstrationFixture demonstration)
{
    [Fact]
    public async Task The_pack_holds_what_happened_and_its_manifest_is_right()
    {
        var organisation = demonstration.OrganisationId;
        var auditor = await demonstration.Platform.Person(Roles.Auditor);
        await demonstration.Platform.As(
            new Actor(auditor.PersonId, null, [new HeldRole(Roles.OnboardingOfficer, null)]), new CommonPlatform.Registration.NoteEntry(organisation, CommonPlatform.Registration.EntryKind.Thought, false, "Kept among officers"));
        var answer = (await auditor.Post($"/officer/org/{organisation}/evidence")).ShouldBeOk();
        using var zip = new ZipArchive(new MemoryStream(await answer.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        var manifest = (await Read(zip, "manifest.sha256")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("  ")).ToDictionary(l => l[1], l => l[0]);
        Assert.Equal(zip.Entries.Select(e => e.FullName).Where(n => n != "manifest.sha256").Order(), manifest.Keys.Order());
        foreach (var entry in zip.Entries.Where(e => e.FullName != "manifest.sha256"))
        {
            await using var content = await entry.OpenAsync(TestContext.Current.CancellationToken);
            Assert.Equal(manifest[entry.FullName], Convert.ToHexStringLower(await SHA256.HashDataAsync(content, TestContext.Current.CancellationToken)));
        }
        Assert.Contains("documents/mou-1.pdf", manifest.Keys);
        Assert.Contains("email/0001.txt", manifest.Keys);
        Assert.Contains("Application accepted", await Read(zip, "timeline.json"), StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"", await Read(zip, "decisions.json"), StringComparison.Ordinal);
        Assert.Contains("\"identifier\": ", await Read(zip, "identifiers.json"), StringComparison.Ordinal);
        Assert.Contains("They pay by hand until then.", await Read(zip, "waivers.json"), StringComparison.Ordinal);
        foreach (var name in new[] { "duplicates.json", "appeals.json" }) Assert.StartsWith("[", await Read(zip, name), StringComparison.Ordinal);
        Assert.Contains("Penwith Light Railways", await Read(zip, "names.json"), StringComparison.Ordinal);
        var conversation = await Read(zip, "conversation.json");
        Assert.Contains("Which depots?", conversation, StringComparison.Ordinal);
        Assert.DoesNotContain("Kept among officers", conversation, StringComparison.Ordinal);
        Assert.Contains("\"gate\": \"G13\"", await Read(zip, "gates.json"), StringComparison.Ordinal);
        Assert.Contains(await demonstration.Platform.Recorded<EvidencePackTaken>(), e => e.OrganisationId == organisation);
    }

    /// <summary>Where the pack tells of each kind of record that an organisation has.</summary>
    private static readonly Dictionary<string, string> Told = new()
    {
        ["Submission"] = "submissions.json",
        ["Decision"] = "decisions.json",
        ["IdentifierCheck"] = "identifiers.json",
        ["ApplicationFile"] = "uploads/proof-",
        ["FieldQuestion"] = "questions.json",
        ["Appeal"] = "appeals.json",
        ["DuplicateDecision"] = "duplicates.json",
        ["OuCodeRequest"] = "ou-code-requests.json",
        ["ConversationEntry"] = "conversation.json",
        ["EntryWording"] = "conversation.json",
        ["NoticeRound"] = "notices.json",
        ["NoticeFile"] = "uploads/notice-",
        ["IssuedPack"] = "notices.json",
        ["Schedule"] = "testing.json",
        ["DateProposal"] = "dates.json",
        ["Defect"] = "defects.json",
        ["DefectStep"] = "defects.json",
        ["SetUp"] = "set-up.json",
        ["BankChange"] = "bank-changes.json",
        ["HandConfirmation"] = "hand-confirmations.json",
        ["Waiver"] = "waivers.json",
        ["GateRow"] = "gates.json",
        ["GoLive"] = "go-live.json",
        ["ReadinessReview"] = "readiness.json",
        ["Suspension"] = "suspensions.json",
        ["Departure"] = "departures.json",
        ["DepartureCheck"] = "departures.json",
        ["NameChange"] = "names.json",
        ["Merger"] = "mergers.json",
        ["MergerPerson"] = "mergers.json",
        ["Reason"] = "decisions.json",
        ["Agreement"] = "documents/mou-",
        ["Signature"] = "documents/mou-",
        ["SecurityAssessment"] = "documents/security-questionnaire-",
        ["ServiceReview"] = "documents/quarterly-review-",
    };

    private static readonly Dictionary<string, string> NotTold = new()
    {
        ["Organisation"] = "its reference is the name of the pack, its names stand in names.json",
        ["Application"] = "its submissions, decisions and checks are told",
        ["OnboardingCase"] = "the timeline says each stage",
        ["Inconsistency"] = "a finding of the nightly check, for the operator",
        ["InboxEmail"] = "once filed it is an entry of the conversation",
        ["MainEmailCheck"] = "the timeline says that the address was confirmed",
        ["SearchWord"] = "an index",
        ["DuplicateKey"] = "an index",
        ["StageCount"] = "an index",
        ["Counter"] = "an index",
        ["Clock"] = "what came of it stands in the timeline",
        ["ClockPause"] = "what came of it stands in the timeline",
        ["CalendarEntry"] = "made from the dates",
        ["CalendarFeed"] = "a secret of one person",
        ["FinishedCase"] = "a statistic",
        ["FrozenForecast"] = "a forecast proves nothing",
        ["ReferenceFile"] = "of HMCTS",
        ["ServiceWeek"] = "of HMCTS",
        ["Cover"] = "of HMCTS",
        ["Visit"] = "of HMCTS",
        ["SavedView"] = "of HMCTS",
        ["EvidenceFile"] = "the sealed questionnaire names it with its hash; it is the organisation's own document on its security",
        ["AgreedTarget"] = "stands in the service level agreement",
        ["EndingStatement"] = "among the sealed documents, once it ended",
        ["ServiceAction"] = "of the running service: read in its reviews",
        ["ServiceBreach"] = "of the running service",
        ["MetricEntry"] = "stands in the pack of its review",
        ["ReviewProposal"] = "of the running service",
        ["FigureDispute"] = "of the running service",
        ["ReviewComment"] = "of the running service",
    };

    [Fact]
    public async Task Every_kind_of_record_is_in_the_pack_or_left_out_for_a_reason()
    {
        await using var scope = demonstration.Platform.Services.CreateAsyncScope();
        var kinds = new ModuleDbContext[] { scope.ServiceProvider.GetRequiredService<CommonPlatform.Registration.RegistrationDbContext>(), scope.ServiceProvider.GetRequiredService<CommonPlatform.Agreements.Data.AgreementsDbContext>() }
            .SelectMany(db => db.Model.GetEntityTypes()).Select(t => t.ClrType.Name).Distinct().Order().ToList();
        Assert.Equal(kinds, Told.Keys.Concat(NotTold.Keys).Distinct().Order());
        var officer = await demonstration.Platform.Person(Roles.SeniorOnboardingManager);
        var entries = new HashSet<string>();
        foreach (var organisation in await demonstration.Platform.Read<CommonPlatform.Registration.RegistrationDbContext, List<Guid>>(db => db.Cases.Where(c => c.Stage != CommonPlatform.Registration.Stage.Draft).Select(c => c.Id).ToListAsync()))
        {
            var answer = (await officer.Post($"/officer/org/{organisation}/evidence")).ShouldBeOk();
            await using var zip = new ZipArchive(new MemoryStream(await answer.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
            entries.UnionWith(zip.Entries.Select(e => e.FullName));
            Assert.Equal(zip.Entries.Count, zip.Entries.Select(e => e.FullName).Distinct().Count());
        }
        Assert.Equal("", string.Join(", ", Told.Where(t => !entries.Any(e => e.StartsWith(t.Value, StringComparison.Ordinal))).Select(t => t.Key)));
    }

    private static async Task<string> Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
