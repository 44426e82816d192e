using System.Diagnostics;
using CommonPlatform.Access.Features.Invitations;
using CommonPlatform.Access.Features.Sessions;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>What the officers' pages ask the database does not grow with the number of organisations.</summary>
public sealed class ManyOrganisationsTests
{
    private static readonly string[] Pages = ["/officer", "/officer?sort=name&page=2", "/officer?search=wyr", "/officer?due=overdue", "/officer?turn=Hmcts&sort=stage", "/officer?turn=Hmcts&sort=date", "/officer?owner=nobody"];

    /// <summary>Cases, search words and keys of duplicates are found along an index; what is read whole is small (stages, officers).</summary>
    [Fact]
    public async Task No_page_of_the_board_and_no_search_for_duplicates_reads_a_whole_table()
    {
        if (Platform.OnPostgres) return; // its planner reads small tables whole, whatever their indexes
        await using var platform = await Platform.Start();
        await platform.SentApplication();
        var (organisation, _) = await platform.SentApplication(); // like the first
        var officer = await platform.Person(Roles.OnboardingOfficer);
        await platform.Settle();
        var asked = new List<string>();
        using (Listen(platform, asked))
            foreach (var page in Pages.Append($"/officer/org/{organisation}").Append($"/officer/org/{organisation}/duplicates").Append($"/officer/org/{organisation}/decide/application"))
                (await officer.Get(page)).ShouldBeOk();
        var queries = asked.Where(q => q.Contains("registration_cases", StringComparison.Ordinal) || q.Contains("registration_search_words", StringComparison.Ordinal) || q.Contains("registration_duplicate_keys", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(queries.Count >= 7, string.Join('\n', queries));
        queries.AddRange([SessionActorSource.ByNumber, ActorReading.Holding, FindPeopleHandler.OfHmcts, FindPeopleHandler.OfOrganisation, BoardReading.FiguresNow, BoardReading.ViewsOf]); // our own
        using var connection = new SqliteConnection($"Data Source={Path.Combine(platform.DataFolder, "platform.db")}");
        connection.Open();
        foreach (var query in queries)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // what the product asked itself
            command.CommandText = $"explain query plan {query}";
#pragma warning restore CA2100
            foreach (var name in System.Text.RegularExpressions.Regex.Matches(query, "@[a-zA-Z0-9_]+").Select(m => m.Value).Distinct()) command.Parameters.AddWithValue(name, "[]");
            using var reader = command.ExecuteReader();
            var steps = new List<string>();
            while (reader.Read()) steps.Add(reader.GetString(3));
            foreach (var step in steps)
            {
                var isSmall = step.Contains("INDEX", StringComparison.Ordinal) || step.Contains("VIRTUAL TABLE", StringComparison.Ordinal) || step == "SCAN CONSTANT ROW"
                    || steps.Exists(s => s == $"CO-ROUTINE {step.Split(' ')[^1]}" || s == $"MATERIALIZE {step.Split(' ')[^1]}"); // what another step found
                Assert.False(step.StartsWith("SCAN", StringComparison.Ordinal) && !isSmall, $"{step}\n{query}");
            }
            var sorts = steps.Count(s => s.Contains("USE TEMP B-TREE", StringComparison.Ordinal));
            if (!query.Contains("WHERE", StringComparison.OrdinalIgnoreCase)) Assert.Equal((query, 0), (query, sorts)); // the whole board is read in the order of an index
            if (IsOfTurnsByDate(query)) Assert.Equal(2, steps.Count(s => s.EndsWith("USING INDEX ix_registration_cases_turn_by_date (turn=?)", StringComparison.Ordinal)));
        }
        Assert.Contains(queries, IsOfTurnsByDate);

        static bool IsOfTurnsByDate(string query) => query.Contains("UNION ALL", StringComparison.Ordinal) && query.Contains("ORDER BY \"u\".\"by_date\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_of_many_asks_as_often_as_one_of_few()
    {
        await using var platform = await Platform.Start();
        await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        await officer.Get("/officer");
        var few = await Questions(platform, officer);
        for (var i = 0; i < 5; i++) await platform.SentApplication();
        Assert.Equal(few, await Questions(platform, officer));

        static async Task<int> Questions(Platform platform, Browser officer)
        {
            var asked = new List<string>();
            using (Listen(platform, asked)) (await officer.Get("/officer")).ShouldBeOk();
            return asked.Count;
        }
    }

    [Fact]
    public async Task Names_and_postcodes_are_like_those_with_the_same_beginning_and_a_decision_looks_at_two_organisations_only()
    {
        await using var platform = await Platform.Start();
        var (first, _) = await platform.SentApplication();
        var (second, _) = await platform.SentApplication();
        var third = await platform.OrganisationOf(await platform.Applicant());
        await Keep(platform, third, "aber gravel railway", "ZZ11ZZ");
        await Keep(platform, second, "aber gravel railways", "AA11AA");
        await Keep(platform, first, "abre gravel railway", "ZZ12ZZ");
        Assert.Equal([second], await Of(platform, third, l => l.Name > 0.9 && l.Postcode < 0.9)); // by the beginning of the name
        Assert.Equal([first], await Of(platform, third, l => l.Postcode > 0.9)); // by the district, although the name begins otherwise
        Assert.Empty(await Of(platform, Guid.Empty, _ => true));
        Assert.Null(await Ask(platform, d => d.Between(third, third, default)));
        Assert.NotNull(await Ask(platform, d => d.Between(third, second, default)));
    }

    private static async Task<IEnumerable<Guid>> Of(Platform platform, Guid organisation, Func<Likeness, bool> which) =>
        (await Ask(platform, d => d.Of(organisation, default))).Where(which).Select(l => l.OtherId);

    private static async Task<T> Ask<T>(Platform platform, Func<Duplicates, Task<T>> ask)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<Duplicates>());
    }

    private static async Task Keep(Platform platform, Guid organisation, string name, string postcode)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await unit.Begin(default);
        await unit.Execute("delete from registration_duplicate_keys where organisation_id = @id", default, ("@id", organisation));
        foreach (var (kind, value) in new[] { (KeyKind.Name, name), (KeyKind.Postcode, postcode) })
            await unit.Execute("insert into registration_duplicate_keys (organisation_id, kind, value) values (@id, @kind, @value)", default, ("@id", organisation), ("@kind", kind.ToString()), ("@value", value));
        await unit.Commit(default);
    }

    /// <summary>What EF Core sends to this platform's database while this is open.</summary>
    private static Watch Listen(Platform platform, List<string> asked)
    {
        using var scope = platform.Services.CreateScope();
        var watch = new Watch(scope.ServiceProvider.GetRequiredService<UnitOfWork>().Connection.ConnectionString, asked);
        watch.Subscribed.Add(DiagnosticListener.AllListeners.Subscribe(watch));
        return watch;
    }

    private sealed class Watch(string database, List<string> asked) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        public List<IDisposable> Subscribed { get; } = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name) Subscribed.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is not { Key: "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting", Value: Microsoft.EntityFrameworkCore.Diagnostics.CommandEventData command }) return;
            if (command.Command.Connection?.ConnectionString == database) lock (asked) asked.Add(command.Command.CommandText);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => Subscribed.ForEach(s => s.Dispose());
    }
}
