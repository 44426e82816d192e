using System.Diagnostics;
using System.Text.Json.Nodes;
using CommonPlatform.BuildingBlocks.Workflow;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>A bad definition stops the start, with file, node and reason.</summary>
public sealed class ValidatorTests
{
    private static readonly (string, string) Passed = ("Passed", "Registration.TestingPassed");

    private static Draft Good() => new Draft("good").Variable("flag", "Boolean").Variable("round", "String").Variable("until", "DateTimeOffset")
        .Start().Fork("fork", "A", "B").Do("work", roundInto: "round").Wait("wait", "round", "until", null, null, Passed).Join("join", "WaitAllActive").Decide("decide", "flag").Wait("again", Passed).Finish()
        .Lines("start > fork", "fork:A > work", "fork:B > wait", "work > join", "wait:Passed > join", "wait:Due > join", "join > decide", "decide:True > finish", "decide:False > again", "again:Passed > join");

    private static JsonObject Node(JsonObject json, string id) => json["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == id)!.AsObject();

    private static JsonArray Lines(JsonObject json) => json["root"]!["connections"]!.AsArray();

    private static void Limit(JsonObject json, JsonObject workingDays)
    {
        Node(json, "wait").Remove("until");
        Node(json, "wait")["workingDays"] = workingDays;
    }

    private static readonly Dictionary<string, (Action<JsonObject> Spoil, string Reason)> Faults = new()
    {
        ["unknown activity"] = (j => Node(j, "work")["type"] = "CommonPlatform.Specimen.Nothing", "work: unknown activity CommonPlatform.Specimen.Nothing"),
        ["activity of Elsa that this runner does not do"] = (j => Node(j, "work")["type"] = "Elsa.FlowSwitch", "work: unknown activity Elsa.FlowSwitch"),
        ["dangling connection"] = (j => Lines(j)[0]!["target"]!["activity"] = "nowhere", "start: a connection leads to nowhere, which does not exist"),
        ["connection from nothing"] = (j => Lines(j)[0]!["source"]!["activity"] = "nowhere", "nowhere: a connection comes from an activity that does not exist"),
        ["input without typeName"] = (j => Node(j, "work")["what"]!.AsObject().Remove("typeName"), "work: the input what has no typeName"),
        ["missing input"] = (j => Node(j, "work").Remove("what"), "work: the input what is missing"),
        ["unknown input"] = (j => Node(j, "work")["why"] = Draft.Literal("String", "x"), "work: CommonPlatform.Specimen.DoSomething has no input or output named why"),
        ["script"] = (j => Node(j, "work")["what"]!["expression"]!["type"] = "JavaScript", "work: the input what must be a Literal or a Variable"),
        ["unreachable node"] = (j => j["root"]!["activities"]!.AsArray().Add(new JsonObject { ["id"] = "island", ["type"] = "Elsa.End" }), "island: can't be reached from the start"),
        ["missing outcome"] = (j => Lines(j).RemoveAt(7), "decide: the outcome True leads nowhere"),
        ["unknown outcome"] = (j => Lines(j)[7]!["source"]!["port"] = "Maybe", "decide: has no outcome Maybe"),
        ["two connections from one outcome"] = (j => Lines(j).Add(Lines(j)[0]!.DeepClone()), "start: the outcome Done has two connections: use a fork"),
        ["duplicate id"] = (j => j["root"]!["activities"]!.AsArray().Add(Node(j, "finish").DeepClone()), "finish: the id is used twice"),
        ["loop without a wait"] = (j => Lines(j)[8]!["target"]!["activity"] = "join", "decide: a loop without a wait: decide, join"),
        ["loop that is entered at two places"] = (j => Lines(j)[9]!["target"]!["activity"] = "work", "again: closes a loop that can be entered elsewhere than at work"),
        ["join without mode"] = (j => Node(j, "join").Remove("mode"), "join: a join must state its mode"),
        ["unknown mode"] = (j => Node(j, "join")["mode"] = Draft.Literal("Mode", "WaitSome"), "join: unknown join mode WaitSome"),
        ["unknown words"] = (j => Node(j, "wait")["customProperties"]!["says"] = "Registration.nothing", "wait: unknown words Registration.nothing"),
        ["unknown placeholder"] = (j => Node(j, "wait")["customProperties"]!["says"] = "BuildingBlocks.workflow-waits", "wait: the words BuildingBlocks.workflow-waits have a placeholder label; known are who, since, until"),
        ["unknown turn"] = (j => Node(j, "wait")["customProperties"]!["turn"] = "nobody", "wait: unknown turn nobody"),
        ["unknown track"] = (j => Node(j, "wait")["customProperties"]!["track"] = "legal", "wait: unknown track legal"),
        ["unknown event"] = (j => Node(j, "wait")["outcomes"]!["Passed"] = "Registration.NothingHappened", "wait: unknown event Registration.NothingHappened"),
        ["wait without completion predicate"] = (j => Node(j, "wait")["customProperties"]!.AsObject().Remove("complete"), "wait: names no completion predicate"),
        ["activity without completion predicate"] = (j => Node(j, "work")["customProperties"]!.AsObject().Remove("complete"), "work: names no completion predicate"),
        ["unknown completion predicate"] = (j => Node(j, "wait")["customProperties"]!["complete"] = "Specimen.Maybe", "wait: unknown completion predicate Specimen.Maybe"),
        ["decision on a string"] = (j => Node(j, "decide")["condition"] = Draft.Of("round", "String"), "decide: a decision needs a Boolean variable"),
        ["time limit on a string"] = (j => Node(j, "wait")["until"] = Draft.Of("round", "String"), "wait: until needs a DateTimeOffset variable"),
        ["working days that are no number"] = (j => Limit(j, Draft.Literal("Int32", "a week")), "wait: workingDays needs a literal number of days from 1 to 3650"),
        ["no working days"] = (j => Limit(j, Draft.Literal("Int32", 0)), "wait: workingDays needs a literal number of days from 1 to 3650"),
        ["working days of a variable"] = (j => Limit(j, Draft.Of("round", "Int32")), "wait: workingDays needs a literal number of days from 1 to 3650"),
        ["two time limits"] = (j => Node(j, "wait")["workingDays"] = Draft.Literal("Int32", 5), "wait: until and workingDays exclude each other"),
        ["time limit that leads nowhere"] = (j => Node(j, "again")["workingDays"] = Draft.Literal("Int32", 5), "again: the outcome Due leads nowhere"),
        ["unknown variable"] = (j => Node(j, "wait")["round"] = Draft.Of("nothing", "String"), "wait: names a variable that the definition does not have"),
        ["no start"] = (j => Node(j, "start")["type"] = "Elsa.SetName", "start: the input value is missing"),
        ["not a flowchart"] = (j => j["root"]!["type"] = "Elsa.Sequence", "root: must be an Elsa.Flowchart"),
        ["no version"] = (j => j.Remove("version"), "version: must be 1 or more"),
    };

    public static TheoryData<string> Names { get; } = [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_refused_with_file_node_and_reason(string fault)
    {
        var json = Good().Json();
        Faults[fault].Spoil(json);
        var refused = await Assert.ThrowsAsync<InvalidDefinitionException>(() => Start(json.ToJsonString()));
        Assert.Contains($"bad.json: {Faults[fault].Reason}", refused.Faults);
    }

    [Fact]
    public async Task What_the_faults_are_made_from_starts() => await Start(Good().Json().ToJsonString());

    [Fact]
    public async Task A_file_that_is_not_json_is_refused() =>
        Assert.StartsWith("bad.json: not a workflow definition", Assert.Single((await Assert.ThrowsAsync<InvalidDefinitionException>(() => Start("{"))).Faults), StringComparison.Ordinal);

    [Fact]
    public async Task A_changed_file_under_the_same_version_is_refused_and_a_new_version_is_not()
    {
        await using var rig = await WorkflowRig.On("sqlite", Good());
        rig.Put(Good().Do("more"));
        await Assert.ThrowsAsync<InvalidDefinitionException>(() => rig.AddHost()); // unreachable
        rig.Put(Good().Variable("another", "String"));
        Assert.Contains("changed after version 1 was put to use", Assert.Single((await Assert.ThrowsAsync<InvalidDefinitionException>(() => rig.AddHost())).Faults), StringComparison.Ordinal);
        rig.Put(Good());
        await rig.AddHost();
    }

    [Fact]
    public async Task The_host_says_in_words_which_file_changed_and_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("changed-").FullName;
        var definitions = Directory.CreateDirectory(Path.Combine(folder, "definitions", "registration")).FullName;
        var file = Path.Combine(definitions, "prosecutor-onboarding.v1.json");
        var json = await File.ReadAllTextAsync(Onboarding.File);
        await File.WriteAllTextAsync(file, json);
        Assert.Equal((0, ""), await Host(folder, "migrate"));
        await File.WriteAllTextAsync(file, json + "\n");
        const string Words = "registration/prosecutor-onboarding.v1.json: prosecutor-onboarding: changed after version 1 was put to use (0 cases run on it). "
            + "Put the file back as it was, and give what changed a file and a version of its own (2). A demonstration may begin anew instead, in an empty DATA_DIR.\n";
        Assert.Equal((1, Words), await Host(folder));
        Assert.Equal((1, Words), await Host(folder, "migrate"));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int, string)> Host(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "CommonPlatform.Host"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DATA_DIR"] = Path.Combine(folder, "data"), ["KEYS_DIR"] = Path.Combine(folder, "keys"), ["WORKFLOWS_DIR"] = Path.Combine(folder, "definitions"),
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["Logging__LogLevel__Default"] = "None",
            },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await output;
        return (process.ExitCode, await error);
    }

    [Fact]
    public async Task A_version_that_cases_still_need_may_not_go()
    {
        await using var rig = await WorkflowRig.On("sqlite", Good());
        await rig.Start("good", new() { ["round"] = "work:1", ["until"] = rig.Clock.GetUtcNow().AddDays(3).ToString("O"), ["flag"] = "true" });
        File.Delete(Assert.Single(Directory.GetFiles(Path.Combine(rig.Folder, "definitions"))));
        Assert.Contains("version 1 is gone", Assert.Single((await Assert.ThrowsAsync<InvalidDefinitionException>(() => rig.AddHost())).Faults), StringComparison.Ordinal);
    }

    private static async Task Start(string json)
    {
        var folder = Directory.CreateTempSubdirectory("validator-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "definitions"));
        await File.WriteAllTextAsync(Path.Combine(folder, "definitions", "bad.json"), json);
        try
        {
            await using var rig = await WorkflowRig.In(folder, migrate: false);
            await rig.Judge();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
