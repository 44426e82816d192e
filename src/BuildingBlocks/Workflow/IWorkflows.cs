using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>The workflow engine as everything else sees it. Nothing outside this folder knows which engine runs.</summary>
public interface IWorkflows
{
    /// <summary>
    /// Starts the newest version of a definition for what it is about, in the open transaction. It runs on as far as it can without a command;
    /// what follows runs after the commit. One instance of a definition runs for one correlation id at a time: a second start answers the first.
    /// </summary>
    Task<Guid> Start(string definitionId, Guid correlationId, IReadOnlyDictionary<string, string?>? variables, CancellationToken cancellationToken);

    /// <summary>
    /// Lets a case go on that had ended: the newest version of the definition begins with the variables of the instance that ended last, at the place
    /// that facts say, as <see cref="Rederive"/> works it out. Call it inside a command, once the facts are saved.
    /// </summary>
    Task<Guid> GoOn(string definitionId, Guid correlationId, CancellationToken cancellationToken);

    /// <summary>Where the instances about this stand, the newest first: what each waits for, whose turn it is, since when and what is next.</summary>
    Task<IReadOnlyList<Standing>> Describe(Guid correlationId, CancellationToken cancellationToken);

    /// <summary>The same for many at once, by correlation id, of one definition: for boards. Only the newest instance of each.</summary>
    Task<IReadOnlyDictionary<Guid, Standing>> Describe(string definitionId, IReadOnlyList<Guid> correlationIds, CancellationToken cancellationToken);

    /// <summary>What has happened in an instance, in order.</summary>
    Task<IReadOnlyList<JournalLine>> Journal(Guid instanceId, CancellationToken cancellationToken);

    /// <summary>Steps that failed and are not resolved, the oldest first.</summary>
    Task<IReadOnlyList<Incident>> Incidents(CancellationToken cancellationToken);

    /// <summary>Tries a failed step again at once; call it inside a command.</summary>
    Task Retry(Guid incidentId, CancellationToken cancellationToken);

    /// <summary>
    /// Goes on past a failed step that the facts say was done in another way, by the outcome whose fact holds; the reason can be erased. Call it
    /// inside a command.
    /// </summary>
    /// <exception cref="RuleBrokenException">No fact says so, or the case lacks what the step gives to the steps after it.</exception>
    Task Skip(Guid incidentId, string reason, CancellationToken cancellationToken);

    /// <summary>Takes out of the instances about this what people wrote to explain a step that was skipped; what was done stays. Call it inside a command.</summary>
    Task Erase(Guid correlationId, CancellationToken cancellationToken);

    /// <summary>Every version that cases run on, and the newest of each definition, with how many run on it.</summary>
    Task<IReadOnlyList<VersionInUse>> Versions(CancellationToken cancellationToken);

    /// <summary>The instances that run on a version, the oldest first.</summary>
    Task<IReadOnlyList<Guid>> Running(string definitionId, int version, CancellationToken cancellationToken);

    /// <summary>
    /// Moves a running case to another version of its definition: its place there is worked out from facts, never from the engine's state.
    /// A dry run changes nothing; otherwise call it inside a command.
    /// </summary>
    Task<Move> Rederive(Guid instanceId, int version, bool dryRun, CancellationToken cancellationToken);
}

/// <summary>Where one instance stands.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="DefinitionId">Its definition.</param>
/// <param name="Version">The version of the definition.</param>
/// <param name="CorrelationId">What it is about.</param>
/// <param name="Status">Running, ended or faulted.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Waits">What it waits for now, those for people first. Empty when it has ended.</param>
/// <param name="Steps">The steps that the definition labels for people, in order, each with how it stands.</param>
public sealed record Standing(
    Guid InstanceId, string DefinitionId, int Version, Guid CorrelationId, InstanceStatus Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    IReadOnlyList<WaitingFor> Waits, IReadOnlyList<StepStanding> Steps)
{
    internal Func<Chart> Draw { get; init; } = null!;

    /// <summary>The whole definition with how each node stands, to be drawn by <c>&lt;workflow-map&gt;</c>; made when asked for, since a list of organisations draws none.</summary>
    public Chart Chart => Draw();

    /// <summary>The stage in which it is: that of the first wait that has one.</summary>
    public Text? Stage => Waits.Select(w => w.Stage).FirstOrDefault(s => s is not null);

    /// <summary>How many of the steps are done.</summary>
    public int Done => Steps.Count(s => s.State == StepState.Done);
}

/// <summary>How an instance stands.</summary>
public enum InstanceStatus
{
    Running,
    Ended,
    Faulted,
}

/// <summary>One thing that an instance waits for.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Sentence">In a sentence, with since when.</param>
/// <param name="Label">In a few words.</param>
/// <param name="Turn">Whose turn it is: a role slug, <c>hmcts</c>, <c>organisation</c>, <c>organisation-signatories</c>, <c>both</c>, or null for the engine itself.</param>
/// <param name="Who">The turn in words.</param>
/// <param name="Track">agreements, security, technical, set-up or none.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When its time limit comes.</param>
/// <param name="Next">What happens next, in a few words.</param>
/// <param name="Failed">The step failed and is retried, or waits for a person to retry or skip it.</param>
public sealed record WaitingFor(
    string NodeId, Text Sentence, Text? Label, string? Turn, Text? Who, string? Track, Text? Stage, DateTimeOffset Since, DateTimeOffset? Until, Text? Next, bool Failed);

/// <summary>How a step stands.</summary>
public enum StepState
{
    ToDo,
    Current,
    Done,
}

/// <summary>One labelled step.</summary>
public sealed record StepStanding(string NodeId, Text Label, string? Track, Text? Stage, StepState State, DateTimeOffset? At);

/// <summary>One line of the journal.</summary>
/// <param name="Number">1, 2, 3 … within the instance.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Outcome">The outcome by which it was left, or Failed, Discarded, Skipped, Moved.</param>
/// <param name="At">When.</param>
/// <param name="Detail">A code: why it failed, what was discarded.</param>
/// <param name="Reason">The reason of the person who skipped the step; null when there is none or it was erased.</param>
/// <param name="Actor">Who did it.</param>
public sealed record JournalLine(int Number, string NodeId, string Outcome, DateTimeOffset At, string? Detail, string? Reason, string Actor);

/// <summary>A step that failed.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="DefinitionId">Its definition.</param>
/// <param name="CorrelationId">What it is about.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Error">A code: the key of the broken rule's words, or the kind of the failure.</param>
/// <param name="Attempts">Tries so far.</param>
/// <param name="RaisedAt">When it failed first.</param>
/// <param name="RetryAt">When it is tried again by itself; null when a person must retry or skip it.</param>
public sealed record Incident(
    Guid IncidentId, Guid InstanceId, string DefinitionId, Guid CorrelationId, string NodeId, string Error, int Attempts, DateTimeOffset RaisedAt, DateTimeOffset? RetryAt);

/// <summary>One version of a definition.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Name">Its name in the present language, where its module has words for it; else the name in the file.</param>
/// <param name="Version">The version.</param>
/// <param name="Newest">The version with which new cases start.</param>
/// <param name="Running">How many cases run on this version.</param>
public sealed record VersionInUse(string DefinitionId, string Name, int Version, int Newest, long Running);

/// <summary>One node at which a case halts.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Label">In words for people, where the module has some.</param>
/// <param name="Name">The name in the file.</param>
/// <param name="Since">Since when.</param>
/// <param name="Due">When its time limit comes.</param>
public sealed record Halting(string NodeId, Text? Label, string Name, DateTimeOffset Since, DateTimeOffset? Due);

/// <summary>What moving a case to another version does, or would do. A node of the same id keeps its beginning, and with it the time that has passed of its limit.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="CorrelationId">What it is about.</param>
/// <param name="From">The version now.</param>
/// <param name="To">The version that it moves to.</param>
/// <param name="Before">The nodes at which it halts now.</param>
/// <param name="After">The nodes at which it halts then.</param>
/// <param name="CarriedOver">The steps of the new version whose facts hold already.</param>
/// <param name="Ended">The new version has nothing left to do.</param>
public sealed record Move(
    Guid InstanceId, Guid CorrelationId, int From, int To, IReadOnlyList<Halting> Before, IReadOnlyList<Halting> After, IReadOnlyList<string> CarriedOver, bool Ended)
{
    /// <summary>What the case waits for no longer.</summary>
    public IEnumerable<Halting> Closed => Before.Where(b => After.All(a => a.NodeId != b.NodeId));

    /// <summary>What the case waits for newly.</summary>
    public IEnumerable<Halting> Opened => After.Where(a => Before.All(b => b.NodeId != a.NodeId));

    /// <summary>The limits that come at another time.</summary>
    public IEnumerable<(Halting Before, Halting After)> Moved => Before.Join(After, b => b.NodeId, a => a.NodeId, (b, a) => (b, a)).Where(p => p.b.Due != p.a.Due);
}

/// <summary>A definition with how each node stands, ready to be drawn.</summary>
/// <param name="Name">The definition's name.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="Lines">The connections.</param>
public sealed record Chart(string Name, IReadOnlyList<ChartNode> Nodes, IReadOnlyList<ChartLine> Lines);

/// <summary>One node to be drawn.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">In words for people; null when the definition has none.</param>
/// <param name="Name">The name in the file, for definitions without labels.</param>
/// <param name="Shape">step, wait, decision, gate (what only the engine does: fork, join, set), start or end.</param>
/// <param name="Track">The track.</param>
/// <param name="State">How it stands.</param>
public sealed record ChartNode(string Id, Text? Label, string Name, string Shape, string? Track, StepState State);

/// <summary>One connection to be drawn.</summary>
public sealed record ChartLine(string From, string Port, string To, bool Back);
