using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CommonPlatform.Bench;

/// <summary>A demonstration in which each organisation stands many times over, under names, references and ids of its own.</summary>
internal sealed class ManyOrganisations(string file) : IDisposable
{
    private static readonly string[] Beginnings = ["Ab", "Bre", "Ca", "Dun", "El", "Fair", "Glen", "Har", "Il", "Ken", "Lan", "Mor", "Nor", "Ot", "Pen", "Ry", "Strat", "Tar", "Ul", "Wy"];
    private static readonly string[] Endings = ["bridge", "combe", "dale", "field", "gate", "ham", "ley", "mere", "port", "sea", "stow", "ton", "wick", "worth", "well"];
    private static readonly string[] Kinds = ["Council", "Tramways", "Ferries", "Harbour Board", "Licensing Authority", "Railway", "Waterways", "Parks Trust"];

    private readonly SqliteConnection connection = Open(file);
    private int next;

    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 30000;";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>The cookie of a session of the demonstration's first onboarding officer.</summary>
    public string SignIn()
    {
        const string number = "a-session-for-the-bench";
        Do(
            """
            insert into access_sessions (id, person_id, token_hash, created_at, last_seen_at)
            select @1, person_id, @2, @3, @3 from access_memberships where role = 'onboarding-officer' and held_until is null limit 1
            """,
            NewId(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(number))), TimeProvider.System.GetUtcNow().Ticks / 10 - DateTime.UnixEpoch.Ticks / 10);
        return $"session={number}";
    }

    public string Any(string sql)
    {
        using var command = Command(sql);
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>Until there are as many; every 250th is the officer's own.</summary>
    public int GrowTo(int organisations)
    {
        using var transaction = connection.BeginTransaction();
        Do("create temp table if not exists copies (source text, copy text, application text, instance text, n integer, reference text, name text, key text)");
        Do("delete from copies");
        if (next == 0) Do("create temp table sources as select id from registration_cases where stage not in ('EarlyLife', 'Live')");
        var sources = Texts("select id from sources");
        for (var missing = organisations - int.Parse(Any("select cast(count(*) as text) from registration_cases"), CultureInfo.InvariantCulture); missing > 0; missing--)
        {
            var n = next++;
            var name = $"{Beginnings[n % 20]}{Endings[n / 20 % 15]} {Kinds[n / 7 % 8]} {n:D5}";
            Do("insert into copies values (@1, @2, @3, @4, @5, @6, @7, @8)", sources[n % sources.Count], NewId(), NewId(), NewId(), n, $"CPO-{100000 + n}Q", name, name.ToLowerInvariant());
        }
        Copy("registration_organisations", "id", ("id", "m.copy"), ("reference", "m.reference"), ("legal_name", "m.name"), ("short_name", "null"));
        Copy("registration_applications", "organisation_id", ("id", "m.application"), ("organisation_id", "m.copy"), ("follows_id", "null"));
        Copy(
            "registration_cases", "id", ("id", "m.copy"), ("reference", "m.reference"), ("name", "m.name"), ("by_name", "m.key || ' ' || m.reference"),
            ("by_stage", "substr(s.by_stage, 1, 3) || m.reference"), ("by_date", "substr(s.by_date, 1, 11) || m.reference"),
            ("owner_id", "case when m.n % 250 = 0 then s.owner_id end"), ("owned_since", "case when m.n % 250 = 0 then s.owned_since end"));
        Do("insert into registration_search_words (word, organisation_id) select substr(m.key, 1, instr(m.key, ' ') - 1), m.copy from copies m");
        Do("insert into registration_duplicate_keys (organisation_id, kind, value) select m.copy, 'Name', m.key from copies m");
        Do("insert into registration_duplicate_keys (organisation_id, kind, value) select m.copy, 'Postcode', 'ZZ' || (10 + m.n % 90) || '1AB' from copies m");
        Do("delete from copies where source not in (select correlation_id from workflow_instances)");
        Copy("workflow_instances", "correlation_id", ("id", "m.instance"), ("correlation_id", "m.copy"));
        Do("insert into workflow_bookmarks (id, instance_id, node_id, attempts, next_at, created_at, due_at) select lower(hex(randomblob(16))), m.instance, b.node_id, 0, null, b.created_at, b.due_at from workflow_bookmarks b join workflow_instances i on i.id = b.instance_id join copies m on m.source = i.correlation_id");
        Do("update workflow_bookmarks set id = upper(substr(id, 1, 8) || '-' || substr(id, 9, 4) || '-' || substr(id, 13, 4) || '-' || substr(id, 17, 4) || '-' || substr(id, 21)) where length(id) = 32");
        Do("insert into workflow_journal (instance_id, number, node_id, outcome, at, actor) select m.instance, j.number, j.node_id, j.outcome, j.at, j.actor from workflow_journal j join workflow_instances i on i.id = j.instance_id join copies m on m.source = i.correlation_id");
        transaction.Commit();
        Do("analyze");
        return int.Parse(Any("select cast(count(*) as text) from registration_cases"), CultureInfo.InvariantCulture);
    }

    private void Copy(string table, string organisation, params (string Column, string Value)[] changed)
    {
        var columns = Texts($"select name from pragma_table_info('{table}')");
        var values = columns.Select(c => changed.FirstOrDefault(o => o.Column == c).Value ?? $"s.\"{c}\"");
        Do($"insert into {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) select {string.Join(", ", values)} from {table} s join copies m on m.source = s.{organisation}");
    }

    private List<string> Texts(string sql)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }

    private void Do(string sql, params object[] values)
    {
        using var command = Command(sql);
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"@{i + 1}", values[i]);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // only this file's own statements
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D").ToUpperInvariant();

    public void Dispose() => connection.Dispose();
}
