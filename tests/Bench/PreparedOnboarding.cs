using Microsoft.Data.Sqlite;

namespace CommonPlatform.Bench;

/// <summary>The limit of P-G4: one connection, prepared statements, one thread, nothing else.</summary>
internal sealed class PreparedOnboarding : IDisposable
{
    public const string PragmaQuery = "select 'journal_mode=' || (select journal_mode from pragma_journal_mode) || ' synchronous=' || (select synchronous from pragma_synchronous) || ' foreign_keys=' || (select foreign_keys from pragma_foreign_keys)";

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = [];
    private long position;

    public PreparedOnboarding(string connectionString)
    {
        connection = new SqliteConnection(connectionString);
        connection.Open();
        Do("pragma journal_mode = wal");
        Do("pragma synchronous = full");
        Do("pragma foreign_keys = on");
        Do("pragma busy_timeout = 30000");
    }

    public int Commits { get; private set; }

    public string Pragmas() => (string)Prepared(PragmaQuery).ExecuteScalar()!;

    public void Carry(int count)
    {
        var cases = Enumerable.Range(0, count).Select(_ => new Case(NewId(), NewId())).ToList();
        foreach (var c in cases) Start(c);
        for (var wait = 1; wait <= 4; wait++)
        {
            foreach (var c in cases) Step(c, $"do-{wait}", $"wait-{wait}");
            Seal();
            foreach (var c in cases) Pass(c);
            foreach (var c in cases) Receive(c, $"wait-{wait}", wait < 4 ? $"do-{wait + 1}" : null);
            Seal();
        }
    }

    private void Start(Case c) => Commit(() =>
    {
        Do("insert into workflow_instances (id, definition_id, version, correlation_id, position, status, steps, row_version, started_at) values (@1, 'nine-steps', 1, @2, @3, 'running', 1, 1, @4)", c.Id, c.Organisation, PositionAt("do-1"), Now);
        Journal(c, "start", "Done", null);
        Bookmark(c, "do-1", Now);
    });

    private void Step(Case c, string node, string next) => Commit(() =>
    {
        Read(c);
        Do("delete from workflow_bookmarks where id = @1", c.Bookmark);
        Event(c, "Agreements.AgreementIssued", $$"""{"organisationId":"{{c.Organisation:D}}","documentId":"{{c.Organisation:D}}","kind":"{{node}}","number":1}""");
        Journal(c, node, "Done", null);
        Bookmark(c, next, null);
        Do("insert into workflow_waits (bookmark_id, event_name, instance_id, correlation_id, definition_id, round_number) values (@1, 'Registration.TestingPassed', @2, @3, 'nine-steps', 0)", c.Bookmark, c.Id, c.Organisation);
        Update(c, next);
    });

    private void Pass(Case c) => Commit(() =>
    {
        c.Event = Event(c, "Registration.TestingPassed", $$"""{"organisationId":"{{c.Organisation:D}}"}""");
        Do("insert into workflow_signals (correlation_id, event_name, event_id, definition_id, round_number, at) values (@1, 'Registration.TestingPassed', @2, 'nine-steps', 0, @3)", c.Organisation, c.Event, Now);
    });

    private void Receive(Case c, string node, string? next) => Commit(() =>
    {
        Read(c);
        Do("delete from workflow_signals where correlation_id = @1 and event_name = 'Registration.TestingPassed' and event_id = @2 and definition_id = 'nine-steps'", c.Organisation, c.Event);
        Do("delete from workflow_waits where bookmark_id = @1", c.Bookmark);
        Do("delete from workflow_bookmarks where id = @1", c.Bookmark);
        Journal(c, node, "Passed", c.Event);
        if (next is null) Journal(c, "finish", "Finish", null);
        else Bookmark(c, next, Now);
        Update(c, next);
    });

    private void Seal() => Commit(() =>
    {
        var unsealed = new List<string>();
        using (var reader = Prepared("select event_id from platform_unsealed_events order by event_id").ExecuteReader())
            while (reader.Read()) unsealed.Add(reader.GetString(0));
        foreach (var id in unsealed)
        {
            Do("insert into platform_event_positions (position, event_id) values (@1, @2)", ++position, id);
            Do("delete from platform_unsealed_events where event_id = @1", id);
        }
    });

    private void Read(Case c)
    {
        using var reader = Prepared("select position, steps, row_version from workflow_instances where id = @1", c.Id).ExecuteReader();
        reader.Read();
        c.Steps = reader.GetInt32(1);
    }

    private void Update(Case c, string? next) => Do(
        "update workflow_instances set position = @1, steps = @2, row_version = row_version + 1, status = @3, ended_at = @4 where id = @5",
        PositionAt(next), c.Steps, next is null ? "ended" : "running", next is null ? Now : null, c.Id);

    private void Journal(Case c, string node, string outcome, Guid? eventId) => Do(
        "insert into workflow_journal (instance_id, number, node_id, outcome, at, event_id, actor) values (@1, @2, @3, @4, @5, @6, 'system:workflow')", c.Id, ++c.Steps, node, outcome, Now, eventId);

    private void Bookmark(Case c, string node, long? nextAt)
    {
        c.Bookmark = NewId();
        Do("insert into workflow_bookmarks (id, instance_id, node_id, attempts, next_at, created_at) values (@1, @2, @3, 0, @4, @5)", c.Bookmark, c.Id, node, nextAt, Now);
    }

    private Guid Event(Case c, string name, string body)
    {
        var id = NewId();
        Do("insert into platform_events (id, name, subject, body, actor, at, correlation) values (@1, @2, @3, @4, 'system:workflow', @5, @6)", id, name, c.Organisation, body, Now, c.Id.ToString("D"));
        Do("insert into platform_unsealed_events (event_id) values (@1)", id);
        return id;
    }

    private void Commit(Action work)
    {
        Do("begin immediate");
        work();
        Do("commit");
        Commits++;
    }

    private void Do(string sql, params object?[] values) => Prepared(sql, values).ExecuteNonQuery();

    private SqliteCommand Prepared(string sql, params object?[] values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // only this file's own statements
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
            prepared[sql] = command;
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private static long Now => TimeProvider.System.GetUtcNow().Ticks / 10;

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static string PositionAt(string? node) =>
        $"{{\"variables\":{{}},\"halted\":[{(node is null ? "" : $"\"{node}\"")}],\"arrived\":{{}}}}";

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private sealed class Case(Guid id, Guid organisation)
    {
        public Guid Id { get; } = id;
        public Guid Organisation { get; } = organisation;
        public Guid Bookmark { get; set; }
        public Guid Event { get; set; }
        public int Steps { get; set; }
    }
}
