using System.Diagnostics;
using CommonPlatform.Host;
using CommonPlatform.Tests.Documents;
using CommonPlatform.Tests.Harness;
using CommonPlatform.Tests.Web;
using Microsoft.Data.Sqlite;
using Xunit;
using Platform = CommonPlatform.Tests.Harness.Platform;

namespace CommonPlatform.Tests.Commands;

/// <summary>The story ends with 0 only when all of it came about, and the check fails when the story does.</summary>
public sealed class StoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("story-").FullName;

    public StoryTests() => Assert.SkipWhen(Platform.OnPostgres, "the story is told on SQLite in either run");

    [Fact]
    public async Task The_host_ends_with_1_when_a_step_of_the_story_fails()
    {
        // Where no email goes out, nobody who was invited can come in.
        var said = await HostCommand.Run(1, [("DATA_DIR", Path.Combine(folder, "data")), ("KEYS_DIR", Path.Combine(folder, "keys")), ("SMTP_HOST", "127.0.0.1"), ("SMTP_PORT", "1")], "story", "onboard-prosecutor");
        Assert.Contains(".eml", said, StringComparison.Ordinal);
        Assert.DoesNotContain("data: ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("require-live", "The organisation is not live: it is at Triage.")]
    [InlineData("verify-documents", "")]
    [InlineData("require-suspended", "The organisation is not at Suspended: it is at Triage.")]
    [InlineData("require-closed", "The organisation is not at Closed: it is at Triage.")]
    [InlineData("require-withdrawn", "The organisation is not at Withdrawn: it is at Triage.")]
    [InlineData("require-lapsed", "The organisation is not at Lapsed: it is at Triage.")]
    [InlineData("require-reopened", "The organisation is not at Accepted: it is at Triage.")]
    [InlineData("require-renamed", "The organisation is not at EarlyLife: it is at Triage.")]
    [InlineData("require-merged", "The organisation is not at Merged: it is at Triage.")]
    [InlineData("require-rejected", "The organisation is not at Rejected: it is at Triage.")]
    [InlineData("require-reinstated", "The organisation is not at EarlyLife: it is at Triage.")]
    public async Task A_story_that_has_not_come_to_its_end_fails_at_the_steps_that_judge_it(string step, string because)
    {
        string[] steps = ["people-of-hmcts", "choose northmoor", "apply", "submit", "take-ownership", step];
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StoryTeller.Tell(folder, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), TextWriter.Null, steps));
        if (because.Length > 0) Assert.Equal(because, refused.Message);
        Assert.Equal(["require-live", "verify-documents"], Stories.OnboardProsecutor[^2..]);
    }

    /// <summary>The check tells one story by the command line; these are told here, since together they take longer than it may.</summary>
    [Theory]
    [InlineData("suspend")]
    [InlineData("off-board")]
    [InlineData("withdraw")]
    [InlineData("lapse")]
    [InlineData("reject-appeal")]
    [InlineData("merge")]
    [InlineData("re-open")]
    [InlineData("rename")]
    [InlineData("quarterly-review")]
    public async Task Each_other_story_comes_to_its_end(string name)
    {
        var steps = name == "quarterly-review" ? Stories.QuarterlyReview : Stories.Exits[name].Steps;
        Assert.StartsWith("require-", steps[^1], StringComparison.Ordinal);
        await StoryTeller.Tell(folder, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), TextWriter.Null, steps);
        Assert.Equal(["lapse", "merge", "off-board", "re-open", "reject-appeal", "rename", "suspend", "withdraw"], Stories.Exits.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_story_leaves_its_sealed_documents_timeline_and_audit_events_as_files_that_other_programs_open()
    {
        var data = Path.Combine(folder, "data");
        await StoryTeller.Tell(data, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), TextWriter.Null, [.. Stories.OnboardProsecutor, "keep-files"]);
        var left = $"{data}.story";
        Assert.Equal(["mou-2.pdf", "security-questionnaire-1.pdf", "sla-1.pdf", "terms-1.pdf"], Directory.GetFiles(Path.Combine(left, "documents")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var nss = Directory.CreateDirectory(Path.Combine(folder, "nss")).FullName;
        Assert.Equal(0, Tool.Run("certutil", "-N", "-d", $"sql:{nss}", "--empty-password").ExitCode);
        Assert.Equal(0, Tool.Run("certutil", "-A", "-d", $"sql:{nss}", "-n", "root", "-t", "CT,C,C", "-i", Path.Combine(left, "root.pem")).ExitCode);
        foreach (var pdf in Directory.GetFiles(Path.Combine(left, "documents")))
        {
            var said = Tool.Run("pdfsig", "-nssdir", nss, pdf).Output;
            Assert.Contains("Signature is Valid.", said, StringComparison.Ordinal);
            Assert.Contains("Certificate is Trusted.", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Invalid", said, StringComparison.Ordinal);
        }
        var timeline = await File.ReadAllLinesAsync(Path.Combine(left, "timeline.txt"));
        Assert.Contains(timeline, line => line.Contains("2 March 2026", StringComparison.Ordinal));
        var events = (await File.ReadAllLinesAsync(Path.Combine(left, "audit-events.jsonl"))).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!).ToList();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => e["position"]!.GetValue<int>()));
        Assert.Contains("Agreements.AgreementCountersigned", events.Select(e => e["name"]!.GetValue<string>()));
        Assert.True(timeline.Length > 40 && events.Count > timeline.Length, $"{timeline.Length} lines, {events.Count} events");
        await HostCommand.Run(0, [("DATA_DIR", data), ("KEYS_DIR", Path.Combine(data, "keys"))], "verify", Path.Combine(left, "documents", "mou-2.pdf"));
    }

    /// <summary>On whichever day it is seeded: a meeting whose day has passed was held.</summary>
    [Fact]
    public async Task The_demonstration_leaves_no_quarterly_review_behind_its_date()
    {
        await StoryTeller.Tell(folder, TimeProvider.System.GetUtcNow().AddDays(-Stories.DemonstrationDays), TextWriter.Null, Stories.Demonstration, toNow: true);
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "platform.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var reviews = database.CreateCommand();
        reviews.CommandText = """select count(*), sum(held_on is null and "on" < date('now')) from agreements_service_reviews""";
        await using var row = await reviews.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        Assert.InRange(row.GetInt32(0), 1, 2);
        Assert.Equal(0, row.GetInt32(1));
    }

    /// <summary>The repository's own ./dev, with programs in the places of its steps that succeed, and a host that ends as it is told.</summary>
    [Theory]
    [InlineData(0, 0, "9 passed, 0 failed")]
    [InlineData(1, 1, "8 passed, 1 failed")]
    [InlineData(139, 1, "8 passed, 1 failed")]
    public async Task The_check_fails_when_the_story_does(int host, int expected, string verdict)
    {
        File.Copy(Repository.File("dev"), Path.Combine(folder, "dev"));
        Program("bin/dotnet", "exit 0");
        Program("tools/assets/build.sh", "exit 0");
        foreach (var tests in (string[])["Architecture", "Tests", "Browser"])
            Program($"tests/{tests}/bin/Release/net10.0/CommonPlatform.{tests}", "echo 'Total: 1, Errors: 0, Failed: 0, Skipped: 0'");
        Program("src/Host/bin/Release/net10.0/CommonPlatform.Host", $"[ \"$*\" = 'story onboard-prosecutor' ] || exit 9; echo 'The officer accepts'; exit {host}");
        using var check = Process.Start(new ProcessStartInfo("bash", ["dev", "check"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = $"{folder}/bin:{Environment.GetEnvironmentVariable("PATH")}" },
        })!;
        var (said, complained) = (check.StandardOutput.ReadToEndAsync(), check.StandardError.ReadToEndAsync());
        await check.WaitForExitAsync();
        Assert.EndsWith($"{verdict}\n", await said + await complained, StringComparison.Ordinal);
        Assert.Equal(expected, check.ExitCode);
    }

    private void Program(string path, string script)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
