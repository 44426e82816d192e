using AngleSharp.Html.Parser;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>A case in words and as a drawing.</summary>
public sealed class MapTests
{
    [Fact]
    public async Task Draws_a_definition_that_the_code_has_never_seen()
    {
        // A shape made up on the spot: a fork of as many branches as the seed says, some with a loop.
        var random = new Random(20261122);
        var branches = Enumerable.Range(0, random.Next(3, 7)).Select(n => $"b{random.Next(1000, 9999)}-{n}").ToArray();
        var draft = new Draft($"unseen-{random.Next(1000)}").Start().Fork("fork", branches).Join("join", "WaitAll").Finish().Lines("start > fork", "join > finish");
        foreach (var branch in branches)
            draft.Do($"do-{branch}").Wait($"wait-{branch}", ("Passed", "Registration.TestingPassed"), ("Again", "Registration.NoticesSentBack"))
                .Lines($"fork:{branch} > do-{branch}", $"do-{branch} > wait-{branch}", $"wait-{branch}:Passed > join", $"wait-{branch}:Again > do-{branch}");
        await using var rig = await WorkflowRig.On("sqlite", draft);
        await rig.Start(draft.Json()["definitionId"]!.GetValue<string>());

        var chart = (await rig.Standing()).Chart;
        var html = WorkflowMap.Drawing(chart).ToString();
        var map = new HtmlParser().ParseDocument("<body>" + html);

        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.Equal(chart.Nodes.Select(n => n.Id).Order(), map.QuerySelectorAll("svg [data-node]").Select(n => n.GetAttribute("data-node")!).Order());
        Assert.Equal(chart.Lines.Count, map.QuerySelectorAll("svg [data-from]").Length);
        Assert.Equal(branches.Length, map.QuerySelectorAll(".cp-workflow__line--back").Length);
        Assert.Equal(branches.Select(b => $"wait-{b}").Order(), map.QuerySelectorAll(".cp-workflow__node--current").Select(n => n.GetAttribute("data-node")!).Order());
        Assert.Equal(["fork", "start"], map.QuerySelectorAll(".cp-workflow__node--done").Select(n => n.GetAttribute("data-node")!).Where(n => !n.StartsWith("do-", StringComparison.Ordinal)).Order());
        var places = WorkflowMapLayout.Of(chart).Places;
        Assert.Equal(places.Count, places.Values.Select(p => (p.Row, p.Column)).Distinct().Count()); // no two in one place
        Assert.All(chart.Lines.Where(l => !l.Back), l => Assert.True(places[l.From].Row < places[l.To].Row));
    }

    /// <summary>Each branch of the shipped definition has columns of its own, and every word has its Welsh.</summary>
    [Fact]
    public async Task Draws_the_shipped_definition_without_mixing_branches_and_in_Welsh()
    {
        var folder = Directory.CreateTempSubdirectory("drawn-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "definitions", "registration"));
        File.Copy(Onboarding.File, Path.Combine(folder, "definitions", "registration", "onboarding.json"));
        await using (var rig = await WorkflowRig.In(folder, s =>
        {
            foreach (var fact in NamedFact.Of(Onboarding.File)) s.AddScoped<IFact>(_ => fact);
        }))
        {
            await rig.Start("prosecutor-onboarding");
            var chart = (await rig.Standing()).Chart;
            Assert.All(chart.Nodes.Where(n => n.Shape is not ("gate" or "start")), n => Assert.NotNull(n.Label));
            var layout = WorkflowMapLayout.Of(chart);
            Assert.InRange(layout.Columns, 1, 7);
            Assert.Equal(layout.Places.Count, layout.Places.Values.Select(p => (p.Row, p.Column)).Distinct().Count());
            Assert.All(chart.Lines.Where(l => !l.Back), l => Assert.True(layout.Places[l.From].Row < layout.Places[l.To].Row, $"{l.From} > {l.To}"));
            string[][] branches = [.. new[] { "mou", "terms", "sla" }.Select(b => chart.Nodes.Select(n => n.Id).Where(n => n.Split('-').Contains(b)).ToArray())];
            Assert.Equal([5, 5, 7], branches.Select(b => b.Length)); // one signatory or two: the service level agreement has both ways
            var columns = branches.Select(b => b.Select(n => layout.Places[n].Column).Distinct().ToArray()).ToArray();
            Assert.All(columns[..2], c => Assert.Single(c));
            Assert.InRange(columns[2].Length, 1, 2);
            Assert.Equal(columns.Sum(c => c.Length), columns.SelectMany(c => c).Distinct().Count());
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Says_what_onboarding_waits_for_whose_turn_it_is_since_when_and_what_is_next()
    {
        var folder = Directory.CreateTempSubdirectory("words-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "definitions"));
        File.Copy(Onboarding.File, Path.Combine(folder, "definitions", "onboarding.json"));
        await using (var rig = await WorkflowRig.In(folder, s =>
        {
            foreach (var fact in NamedFact.Of(Onboarding.File)) s.AddScoped<IFact>(_ => fact);
        }))
        {
            await rig.Start("prosecutor-onboarding");
            var draft = Assert.Single((await rig.Standing()).Waits);
            Assert.Equal("Waiting for the applicant to complete and send the questionnaire since 2 March 2026", draft.Sentence.In(Language.English));
            Assert.Equal("Yn aros i'r ymgeisydd lenwi ac anfon yr holiadur ers 2 Mawrth 2026", draft.Sentence.In(Language.Welsh));
            Assert.Equal(("applicant", "Questionnaire", "Application accepted"), (draft.Turn, draft.Stage?.In(Language.English), draft.Next?.In(Language.English)));

            await rig.Happens(new ApplicationSubmitted(rig.Organisation, 1), new ApplicationAccepted(rig.Organisation));
            var tracks = await rig.Standing();
            Assert.Equal(["agreements", "security", "set-up", "technical"], tracks.Waits.Select(w => w.Track!).Distinct().Order());
            Assert.Contains(tracks.Waits, w => w.Sentence.In(Language.English) == "Waiting for the accountable person to sign the memorandum of understanding since 2 March 2026");
            Assert.Equal(2, tracks.Done);
            Assert.InRange(tracks.Steps.Count, 20, 30);

            foreach (var happened in Onboarding.Story(rig.Organisation).Skip(4)) await rig.Happens(happened);
            var ready = Assert.Single((await rig.Standing()).Waits);
            Assert.Equal("Ready: the organisation goes live on 22 March 2026", ready.Sentence.In(Language.English));
            Assert.Equal(rig.Clock.GetUtcNow().AddDays(20), ready.Until);
            await rig.Pass(TimeSpan.FromDays(21));
            Assert.Equal("Live, with early life support until 22 April 2026", Assert.Single((await rig.Standing()).Waits).Sentence.In(Language.English));
            if (Environment.GetEnvironmentVariable("MAP_TO") is { } file) await File.WriteAllTextAsync(file, WorkflowMap.Drawing((await rig.Standing()).Chart).ToString());
        }
        Directory.Delete(folder, recursive: true);
    }
}
