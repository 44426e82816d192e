using System.IO.Compression;
using System.Security.Cryptography;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Tests.BadInput;
using CommonPlatform.Tests.Harness;
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
        var conversation = await Read(zip, "conversation.json");
        Assert.Contains("Which depots?", conversation, StringComparison.Ordinal);
        Assert.DoesNotContain("Kept among officers", conversation, StringComparison.Ordinal);
        Assert.Contains("\"gate\": \"G13\"", await Read(zip, "gates.json"), StringComparison.Ordinal);
        Assert.Contains(await demonstration.Platform.Recorded<EvidencePackTaken>(), e => e.OrganisationId == organisation);
    }

    private static async Task<string> Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
