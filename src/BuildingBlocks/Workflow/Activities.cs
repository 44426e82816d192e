namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>
/// One step that a workflow definition may name: an adapter that turns inputs into exactly one command and its answer into an outcome. It
/// runs inside the step's transaction; the command joins it. No rules, no SQL.
/// </summary>
public interface IWorkflowActivity
{
    /// <summary>Sends the command and names the outcome, one of the attribute's.</summary>
    Task<string> Run(ActivityContext context, CancellationToken cancellationToken);
}

/// <summary>Pins the type name that definitions use, so that moving or renaming the class changes no running case.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ActivityAttribute(string type) : Attribute
{
    /// <summary><c>CommonPlatform.&lt;Module&gt;.&lt;Command&gt;</c>.</summary>
    public string Type { get; } = type;

    /// <summary>The outcomes; each must be connected.</summary>
    public string[] Outcomes { get; init; } = ["Done"];

    /// <summary>The names of the inputs, camel case; each must be given.</summary>
    public string[] Inputs { get; init; } = [];

    /// <summary>The names of the outputs, camel case; each may be bound to a variable.</summary>
    public string[] Outputs { get; init; } = [];
}

/// <summary>What an activity is given and gives back.</summary>
public sealed class ActivityContext
{
    private readonly IReadOnlyDictionary<string, string?> inputs;
    private readonly Dictionary<string, string?> outputs = [];

    internal ActivityContext(Guid correlationId, IReadOnlyDictionary<string, string?> inputs) => (CorrelationId, this.inputs) = (correlationId, inputs);

    /// <summary>What the instance is about: the organisation.</summary>
    public Guid CorrelationId { get; }

    internal IReadOnlyDictionary<string, string?> Outputs => outputs;

    /// <summary>An input that the definition gives.</summary>
    public string Input(string name) => inputs[name] ?? throw new InvalidOperationException($"The input {name} has no value.");

    /// <summary>Gives a value to the variable that the definition binds to this output.</summary>
    public void Output(string name, string? value) => outputs[name] = value;

    /// <summary>As above, for an instant.</summary>
    public void Output(string name, DateTimeOffset value) => outputs[name] = value.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// A business fact by name: a step that names it in <c>complete</c> is over when it holds. Re-deriving a running case's place in another
/// version of its definition asks these and nothing else.
/// </summary>
public interface IFact
{
    /// <summary>Module and name, such as <c>Registration.Accepted</c>.</summary>
    string Name { get; }

    /// <summary>Whether it holds for what the case is about.</summary>
    Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken);
}

/// <summary>A fact that holds once an event has been recorded of what the case is about.</summary>
public abstract class HappenedFact(Data.UnitOfWork unit, string name, string eventName) : IFact
{
    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public async Task<bool> Holds(Guid correlationId, CancellationToken cancellationToken) => (await unit.Query(
        "select count(*) from platform_events where subject = @subject and name = @name", r => r.GetInt64(0), cancellationToken, ("@subject", correlationId), ("@name", eventName)))[0] > 0;
}
