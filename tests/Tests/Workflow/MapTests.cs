using System.Globalization;
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
        IsClear(chart);
    }

    /// <summary>The whole process fits beside the navigation of a screen of 1280 pixels, in both languages, and no box is called like another.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("cy")]
    public async Task Draws_the_shipped_definition_within_a_screen_each_branch_in_lanes_of_its_own(string language)
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
            CultureInfo.CurrentUICulture = new(language);
            var shown = chart.Nodes.Where(n => n.Shape is not ("gate" or "start")).ToList();
            Assert.All(shown, n => Assert.NotNull(n.Label));
            Assert.Equal([], shown.GroupBy(WorkflowMapLayout.LabelOf).Where(g => g.Count() > 1).Select(g => g.Key));
            IsClear(chart);

            var layout = WorkflowMapLayout.Of(chart);
            Assert.InRange(layout.Width, 1, 844);
            var boxes = layout.Boxes.Where(b => b.Spot != Spot.Heading).ToDictionary(b => b.Id);
            Assert.All(shown, n => Assert.All(boxes[n.Id].Words, w => Assert.True(DrawnWords.Width(w) <= WorkflowMapLayout.RoomIn(n.Shape, boxes[n.Id].Width), w)));
            var headings = layout.Boxes.Where(b => b.Spot == Spot.Heading).ToList();
            Assert.Equal(["agreements", "security", "technical", "set-up"], headings.Select(h => h.Id));
            Assert.All(chart.Nodes.Where(n => n.Track is not null), n => Assert.True(headings.Single(h => h.Id == n.Track) is var h && h.X <= boxes[n.Id].X && boxes[n.Id].Right <= h.Right && h.Bottom < boxes[n.Id].Y, n.Id));
            var branches = new[] { "mou", "terms", "sla" }.Select(b => chart.Nodes.Select(n => n.Id).Where(n => n.Split('-').Contains(b)).Select(n => boxes[n]).ToArray()).ToArray();
            Assert.Equal([5, 5, 7], branches.Select(b => b.Length)); // one signatory or two: the service level agreement has both ways
            Assert.All(branches.Zip(branches.Skip(1)), p => Assert.True(p.First.Max(b => b.Right) < p.Second.Min(b => b.X)));
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>No box lies on another, the way on leads down, and no line runs through a box that it has nothing to do with.</summary>
    private static void IsClear(Chart chart)
    {
        var layout = WorkflowMapLayout.Of(chart);
        var boxes = layout.Boxes.Where(b => b.Spot != Spot.Heading).ToDictionary(b => b.Id);
        Assert.Equal(chart.Nodes.Select(n => n.Id).Order(), boxes.Keys.Order());
        Assert.Equal([], layout.Boxes.SelectMany(a => layout.Boxes.Where(b => a != b && Overlap(a, (b.X, b.Y), (b.Right, b.Bottom))).Select(b => $"{a.Id} on {b.Id}")));
        Assert.All(chart.Lines.Where(l => !l.Back), l => Assert.True(boxes[l.From].Y < boxes[l.To].Y || boxes[l.To].Spot == Spot.Beside, $"{l.From} > {l.To}"));
        foreach (var drawn in WorkflowMapLines.Of(chart, layout))
        {
            var points = Points(drawn.Path);
            Assert.True(points.Count > 1, drawn.Path);
            foreach (var (a, b) in points.Zip(points.Skip(1)))
                foreach (var box in boxes.Values.Where(x => x.Id != drawn.Line.From && x.Id != drawn.Line.To))
                    Assert.False(Overlap(box, (Math.Min(a.X, b.X), Math.Min(a.Y, b.Y)), (Math.Max(a.X, b.X), Math.Max(a.Y, b.Y))), $"{drawn.Line.From} > {drawn.Line.To} runs through {box.Id}");
        }
    }

    private static bool Overlap(Box box, (int X, int Y) from, (int X, int Y) to) => box.X < to.X && from.X < box.Right && box.Y < to.Y && from.Y < box.Bottom;

    /// <summary>The corners of a path of M, H, V and h.</summary>
    private static List<(int X, int Y)> Points(string path)
    {
        var points = new List<(int X, int Y)>();
        foreach (var step in path.Split(' '))
        {
            var numbers = step[1..].Split(',').Select(int.Parse).ToArray();
            var last = points.LastOrDefault();
            points.Add(step[0] switch
            {
                'M' => (numbers[0], numbers[1]),
                'V' => (last.X, numbers[0]),
                'H' => (numbers[0], last.Y),
                'h' => (last.X + numbers[0], last.Y),
                _ => throw new InvalidOperationException(path),
            });
        }
        return points;
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
