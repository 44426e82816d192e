using System.Text.Json.Nodes;

namespace CommonPlatform.Tests.Workflow;

/// <summary>Writes a definition for a test: <c>new Draft("id").Start().Wait("w", ("Passed", "Registration.TestingPassed")).Finish().Lines("start > w", "w:Passed > finish")</c>.</summary>
internal sealed class Draft(string id, int version = 1)
{
    private readonly JsonArray variables = [];
    private readonly JsonArray activities = [];
    private readonly JsonArray connections = [];

    public Draft Variable(string name, string type, string? value = null)
    {
        variables.Add(new JsonObject { ["id"] = $"v-{name}", ["name"] = name, ["typeName"] = type, ["isArray"] = false, ["value"] = value });
        return this;
    }

    public Draft Add(string node, string type, JsonObject? properties = null, JsonObject? people = null)
    {
        var activity = new JsonObject { ["id"] = node, ["name"] = node, ["type"] = type, ["version"] = 1, ["customProperties"] = people ?? [], ["metadata"] = new JsonObject() };
        foreach (var (key, value) in properties ?? []) activity[key] = value?.DeepClone();
        activities.Add(activity);
        return this;
    }

    public Draft Start() => Add("start", "Elsa.Start");

    public Draft Finish(string node = "finish") => Add(node, "Elsa.Finish");

    public Draft End(string node) => Add(node, "Elsa.End");

    public Draft Fork(string node, params string[] branches) =>
        Add(node, "Elsa.FlowFork", new() { ["branches"] = Literal("String[]", new JsonArray([.. branches.Select(b => JsonValue.Create(b))])) });

    public Draft Join(string node, string mode) => Add(node, "Elsa.FlowJoin", new() { ["mode"] = Literal("Elsa.Workflows.Activities.Flowchart.Models.FlowJoinMode, Elsa.Workflows.Core", mode) });

    public Draft Decide(string node, string variable) => Add(node, "Elsa.FlowDecision", new() { ["condition"] = Of(variable, "Boolean") });

    public Draft Set(string node, string variable, string value) =>
        Add(node, "Elsa.SetVariable", new() { ["variable"] = new JsonObject { ["id"] = $"v-{variable}", ["name"] = variable }, ["value"] = Literal("Object", value) });

    public Draft Delay(string node, string span) => Add(node, "Elsa.Delay", new() { ["timeSpan"] = Literal("TimeSpan", span) }, new() { ["complete"] = "Specimen.Never" });

    /// <summary>The specimen activity: writes one event that names the node and gives the round, <c>what:1</c>, then <c>what:2</c> …</summary>
    public Draft Do(string node, string? what = null, string? roundInto = null, string complete = "Specimen.Never")
    {
        var properties = new JsonObject { ["what"] = Literal("String", what ?? node) };
        if (roundInto is not null) properties["round"] = new JsonObject { ["typeName"] = "String", ["memoryReference"] = new JsonObject { ["id"] = $"v-{roundInto}" } };
        return Add(node, "CommonPlatform.Specimen.DoSomething", properties, new() { ["complete"] = complete });
    }

    public Draft Wait(string node, string? round = null, string? untilVariable = null, int? forDays = null, JsonObject? people = null, params (string Port, string Event)[] outcomes)
    {
        var ports = new JsonObject();
        foreach (var (port, name) in outcomes) ports[port] = name;
        var properties = new JsonObject { ["outcomes"] = ports };
        if (round is not null) properties["round"] = Of(round, "String");
        if (untilVariable is not null) properties["until"] = Of(untilVariable, "DateTimeOffset");
        if (forDays is not null) properties["forDays"] = Literal("Int32", forDays.Value);
        people ??= [];
        if (!people.ContainsKey("complete")) people["complete"] = "Specimen.Never";
        return Add(node, "CommonPlatform.Await", properties, people);
    }

    public Draft Wait(string node, params (string Port, string Event)[] outcomes) => Wait(node, null, null, null, null, outcomes);

    /// <summary>A wait for as many working days at most.</summary>
    public Draft WaitWorkingDays(string node, int days, params (string Port, string Event)[] outcomes)
    {
        Wait(node, outcomes);
        activities[^1]!["workingDays"] = Literal("Int32", days);
        return this;
    }

    /// <summary>Connections such as <c>a > b</c> (outcome Done) and <c>decide:True > c</c>.</summary>
    public Draft Lines(params string[] lines)
    {
        foreach (var line in lines)
        {
            var (from, to) = (line.Split('>')[0].Trim().Split(':'), line.Split('>')[1].Trim());
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = from[0], ["port"] = from.Length > 1 ? from[1] : "Done" },
                ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
            });
        }
        return this;
    }

    public JsonObject Json() => new()
    {
        ["id"] = $"{id}-v{version}",
        ["definitionId"] = id,
        ["name"] = id,
        ["version"] = version,
        ["variables"] = variables.DeepClone(),
        ["root"] = new JsonObject { ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = activities.DeepClone(), ["connections"] = connections.DeepClone() },
    };

    public static JsonObject Literal(string type, JsonNode value) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    public static JsonObject Of(string variable, string type) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Variable", ["value"] = new JsonObject { ["id"] = $"v-{variable}", ["name"] = variable } } };
}
