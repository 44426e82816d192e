using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>What definitions may name.</summary>
/// <param name="Activities">Our activities by type.</param>
/// <param name="Events">Events by name; the value says whether the event carries a round.</param>
/// <param name="Facts">Completion predicates by name.</param>
internal sealed record Vocabulary(
    IReadOnlyDictionary<string, ActivityAttribute> Activities, IReadOnlyDictionary<string, bool> Events, IReadOnlySet<string> Facts);

/// <summary>A definition can't run: the host does not start. Each line names file, node and reason.</summary>
public sealed class InvalidDefinitionException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>One line a fault.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>Reads one file in the format of Elsa 3 and refuses what Elsa would swallow, and what this runner does not do.</summary>
internal sealed partial class DefinitionReader(string file, Vocabulary vocabulary)
{
    private static readonly string[] Plain = ["id", "nodeId", "name", "type", "version", "customProperties", "metadata"];

    private static readonly string[] Types = ["String", "Boolean", "Int32", "Int64", "Guid", "DateTimeOffset"];

    /// <summary>How a wait may be limited: until an instant of a variable, for days, or for working days of England and Wales; one of them.</summary>
    private static readonly string[] Limits = ["until", "forDays", "workingDays"];

    private const int LongestLimit = 3650;

    private sealed record Shape(NodeKind Kind, string[] Ports, string[] Must, string[] May, string[] Outputs, string[] Raw);

    private static readonly Dictionary<string, Shape> Shapes = new()
    {
        ["Elsa.Start"] = new(NodeKind.Start, ["Done"], [], [], [], []),
        ["Elsa.End"] = new(NodeKind.End, [], [], [], [], []),
        ["Elsa.Finish"] = new(NodeKind.Finish, [], [], [], [], []),
        ["Elsa.FlowFork"] = new(NodeKind.Fork, [], ["branches"], [], [], []),
        ["Elsa.FlowJoin"] = new(NodeKind.Join, ["Done"], ["mode"], [], [], []),
        ["Elsa.FlowDecision"] = new(NodeKind.Decision, ["True", "False"], ["condition"], [], [], []),
        ["Elsa.SetVariable"] = new(NodeKind.SetVariable, ["Done"], ["value"], [], [], ["variable"]),
        ["Elsa.SetName"] = new(NodeKind.SetName, ["Done"], ["value"], [], [], []),
        ["Elsa.Delay"] = new(NodeKind.Delay, ["Done"], ["timeSpan"], [], [], []),
        ["Elsa.Fault"] = new(NodeKind.Fault, [], ["message"], ["code", "category", "faultType"], [], []),
        ["CommonPlatform.Await"] = new(NodeKind.Await, [], [], ["round", .. Limits], [], ["outcomes"]),
    };

    private readonly List<string> faults = [];
    private readonly Dictionary<string, Variable> variables = [];

    /// <summary>The definition.</summary>
    /// <exception cref="InvalidDefinitionException">It has faults; all of them are named.</exception>
    public static Definition Read(string path, string name, Vocabulary vocabulary)
    {
        var bytes = File.ReadAllBytes(path);
        var reader = new DefinitionReader(name, vocabulary);
        try
        {
            var read = reader.Read(bytes);
            return reader.faults.Count == 0 && read is not null ? read : throw new InvalidDefinitionException(reader.faults);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDefinitionException([.. reader.faults, $"{name}: not a workflow definition: {e.Message}"]);
        }
    }

    private Definition? Read(byte[] bytes)
    {
        var json = JsonNode.Parse(bytes)!.AsObject();
        var (id, version) = (Text(json, "definitionId"), json["version"]?.GetValue<int>() ?? 0);
        if (id is null) Fault("definitionId", "is missing");
        if (version < 1) Fault("version", "must be 1 or more");
        var root = json["root"] as JsonObject;
        if (root is null || Text(root, "type") != "Elsa.Flowchart")
        {
            Fault("root", "must be an Elsa.Flowchart");
            return null;
        }
        ReadVariables((json["variables"] as JsonArray ?? []).Concat(root["variables"] as JsonArray ?? []));

        var nodes = (root["activities"] as JsonArray ?? []).Select(a => ReadNode(a!.AsObject())).OfType<Node>().ToList();
        foreach (var twice in nodes.GroupBy(n => n.Id).Where(g => g.Count() > 1)) Fault(twice.Key, "the id is used twice");
        nodes = [.. nodes.DistinctBy(n => n.Id)];
        var edges = ReadEdges(root["connections"] as JsonArray ?? [], nodes);
        if (nodes.Count(n => n.Kind == NodeKind.Start) != 1) Fault("root", "needs exactly one Elsa.Start");
        if (faults.Count > 0) return null;

        JudgeShape(nodes, edges);
        return faults.Count > 0 ? null
            : new(id!, version, Text(json, "name") ?? id!, file, Convert.ToHexStringLower(SHA256.HashData(bytes)), [.. variables.Values], nodes, edges);
    }

    private void ReadVariables(IEnumerable<JsonNode?> list)
    {
        foreach (var variable in list.Select(v => v!.AsObject()))
        {
            var (id, type) = (Text(variable, "id"), Text(variable, "typeName"));
            if (id is null || Text(variable, "name") is not { } name) Fault("variables", "a variable needs id and name");
            else if (type is null || !Types.Contains(type)) Fault(id, $"a variable's typeName must be one of {string.Join(", ", Types)}");
            else if (!variables.TryAdd(id, new(id, name, type, Value(variable["value"])))) Fault(id, "the variable's id is used twice");
        }
    }

    private Node? ReadNode(JsonObject activity)
    {
        if (Text(activity, "id") is not { } id)
        {
            Fault("root", "an activity has no id");
            return null;
        }
        if (Text(activity, "type") is not { } type || ShapeOf(type) is not { } shape)
        {
            Fault(id, $"unknown activity {Text(activity, "type")}");
            return null;
        }
        var (inputs, outputs) = (new Dictionary<string, Given>(), new Dictionary<string, string>());
        foreach (var (property, value) in activity)
        {
            if (Plain.Contains(property) || shape.Raw.Contains(property)) continue;
            if (shape.Must.Contains(property) || shape.May.Contains(property)) ReadInput(id, property, value, inputs);
            else if (shape.Outputs.Contains(property)) ReadOutput(id, property, value, outputs);
            else Fault(id, $"{type} has no input or output named {property}");
        }
        foreach (var missing in shape.Must.Where(m => !activity.ContainsKey(m)))
            Fault(id, missing == "mode" ? "a join must state its mode" : $"the input {missing} is missing");
        var events = shape.Kind == NodeKind.Await ? ReadOutcomes(id, activity["outcomes"] as JsonObject ?? []) : [];
        var custom = activity["customProperties"] as JsonObject ?? [];
        var people = ReadPeople(id, custom);
        JudgeInputs(id, shape.Kind, inputs);
        var ports = PortsOf(id, shape, inputs, events);
        return new(
            id, type, shape.Kind, Text(activity["metadata"] as JsonObject ?? [], "displayText") ?? Text(activity, "name") ?? id, ports,
            inputs, outputs, events, Mode(id, shape.Kind, inputs), shape.Kind == NodeKind.SetVariable ? VariableOf(id, activity["variable"]) : null, people,
            shape.Kind is NodeKind.Await or NodeKind.Delay or NodeKind.Command ? ReadCompletion(id, custom, ports) : new Dictionary<string, string>());
    }

    private Shape? ShapeOf(string type) => Shapes.GetValueOrDefault(type)
        ?? (vocabulary.Activities.TryGetValue(type, out var ours) ? new(NodeKind.Command, ours.Outcomes, ours.Inputs, [], ours.Outputs, []) : null);

    private void ReadInput(string id, string property, JsonNode? value, Dictionary<string, Given> inputs)
    {
        if (value is not JsonObject input || input["expression"] is not JsonObject expression) Fault(id, $"the input {property} has no expression");
        else if (Text(input, "typeName") is not { } type) Fault(id, $"the input {property} has no typeName");
        else if (Text(expression, "type") == "Literal") inputs[property] = new(type, Value(expression["value"]), null);
        else if (Text(expression, "type") != "Variable") Fault(id, $"the input {property} must be a Literal or a Variable");
        else if (VariableOf(id, expression["value"]) is { } variable) inputs[property] = new(type, null, variable);
    }

    private void ReadOutput(string id, string property, JsonNode? value, Dictionary<string, string> outputs)
    {
        if (value is not JsonObject output || output["memoryReference"] is not JsonObject reference) Fault(id, $"the output {property} has no memoryReference");
        else if (Text(output, "typeName") is null) Fault(id, $"the output {property} has no typeName");
        else if (VariableOf(id, reference) is { } variable) outputs[property] = variable;
    }

    private string? VariableOf(string id, JsonNode? reference)
    {
        if (reference is JsonObject named && Text(named, "id") is { } variable && variables.ContainsKey(variable)) return variable;
        Fault(id, "names a variable that the definition does not have");
        return null;
    }

    private Dictionary<string, string> ReadOutcomes(string id, JsonObject outcomes)
    {
        var events = new Dictionary<string, string>();
        foreach (var (port, value) in outcomes)
        {
            var name = value?.GetValue<string>() ?? "";
            if (!vocabulary.Events.ContainsKey(name)) Fault(id, $"unknown event {name}");
            if (port == Node.Due) Fault(id, "the port Due belongs to the time limit");
            if (events.ContainsValue(name)) Fault(id, $"two outcomes wait for {name}");
            events[port] = name;
        }
        return events;
    }

    private void JudgeInputs(string id, NodeKind kind, Dictionary<string, Given> inputs)
    {
        if (inputs.GetValueOrDefault("condition") is { } condition && (condition.Variable is null || variables[condition.Variable].TypeName != "Boolean"))
            Fault(id, "a decision needs a Boolean variable");
        if (inputs.GetValueOrDefault("until") is { } until && (until.Variable is null || variables[until.Variable].TypeName != "DateTimeOffset"))
            Fault(id, "until needs a DateTimeOffset variable");
        foreach (var days in new[] { "forDays", "workingDays" })
            if (inputs.GetValueOrDefault(days) is { } given && !(int.TryParse(given.Literal, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= LongestLimit))
                Fault(id, $"{days} needs a literal number of days from 1 to {LongestLimit}");
        if (Limits.Count(inputs.ContainsKey) > 1) Fault(id, $"{string.Join(" and ", Limits.Where(inputs.ContainsKey))} exclude each other");
        if (inputs.GetValueOrDefault("round") is { } round && round.Variable is { } variable && variables[variable].TypeName != "String")
            Fault(id, "round needs a String");
        if (kind == NodeKind.Delay && inputs.GetValueOrDefault("timeSpan") is { } span && !TimeSpan.TryParse(span.Literal, CultureInfo.InvariantCulture, out _))
            Fault(id, "a delay needs a literal time span");
    }

    private List<string> PortsOf(string id, Shape shape, Dictionary<string, Given> inputs, Dictionary<string, string> events)
    {
        List<string> ports = shape.Kind switch
        {
            NodeKind.Fork => [.. JsonNode.Parse(inputs.GetValueOrDefault("branches")?.Literal ?? "[]") is JsonArray branches ? branches.Select(b => b!.GetValue<string>()) : []],
            NodeKind.Await => [.. inputs.ContainsKey("until") ? new[] { Node.Due } : [], .. events.Keys, .. inputs.ContainsKey("forDays") || inputs.ContainsKey("workingDays") ? new[] { Node.Due } : []],
            _ => [.. shape.Ports],
        };
        if (ports.Count == 0 && shape.Kind is NodeKind.Fork) Fault(id, "a fork needs branches");
        if (ports.Count == 0 && shape.Kind is NodeKind.Await) Fault(id, $"waits for nothing: it needs outcomes, {string.Join(" or ", Limits)}");
        return ports;
    }

    private JoinMode Mode(string id, NodeKind kind, Dictionary<string, Given> inputs)
    {
        if (kind != NodeKind.Join || inputs.GetValueOrDefault("mode") is not { } mode) return default;
        if (!Enum.TryParse<JoinMode>(mode.Literal, out var known)) Fault(id, $"unknown join mode {mode.Literal}");
        return known;
    }

    private void Fault(string node, string reason) => faults.Add($"{file}: {node}: {reason}");

    private static string? Text(JsonObject json, string property) => json[property] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static string? Value(JsonNode? value) => value switch
    {
        null => null,
        JsonValue v when v.GetValueKind() == JsonValueKind.String => v.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
