using System.Text.Json.Nodes;
using System.Globalization;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One thing that happened, in words.</summary>
/// <param name="Other">The other organisation that it happened with, where there is one.</param>
internal sealed record TimelineEntry(Text What, string Who, DateTimeOffset At, string? Words = null, OnboardingCase? Other = null);

/// <summary>The event rows of an organisation, worded by timeline-module-event.</summary>
internal static class Timeline
{
    private const string Saved = "Registration.ApplicationSaved";
    private const int LongestSitting = 60; // sections that share one line

    public static async Task<IReadOnlyList<TimelineEntry>> Of(
        Guid organisationId, PlatformDbContext platform, RegistrationDbContext db, IMediator mediator, int most, CancellationToken cancellationToken)
    {
        var rows = await platform.Events.AsNoTracking().Where(e => e.Subject == organisationId).OrderByDescending(e => e.Id).Take(Math.Max(most, LongestSitting)).ToListAsync(cancellationToken);
        var names = await mediator.Names(rows.Select(r => PersonOf(r.Actor)), cancellationToken);
        var entries = rows.Select(r => (r.Id, EntryId: EntryOf(r))).Where(r => r.EntryId is not null).ToDictionary(r => r.Id, r => r.EntryId!.Value);
        var words = (await db.Conversation.AsNoTracking().Where(e => entries.Values.Contains(e.Id)).ToListAsync(cancellationToken)).ToDictionary(e => e.Id, e => e.Latest.Words);
        var others = rows.Select(r => (r.Id, OtherId: OtherOf(r))).Where(r => r.OtherId is not null).ToDictionary(r => r.Id, r => r.OtherId!.Value);
        var cases = others.Count == 0 ? [] : await db.Cases.AsNoTracking().Where(c => others.Values.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return [.. Lines(rows.Where(r => Catalogue.All.ContainsKey(KeyOf(r.Name)))).Take(most).Select(Entry)];

        TimelineEntry Entry(List<EventRow> line) => new(
            line.Count == 1 ? WordsOf(line[0]) : Say.TimelineSectionsSaved(string.Join(", ", line.Select(SectionOf).Distinct().Reverse())), Who(line[0].Actor, names), line[0].At,
            entries.TryGetValue(line[0].Id, out var entry) ? words.GetValueOrDefault(entry) : null, others.TryGetValue(line[0].Id, out var other) ? cases.GetValueOrDefault(other) : null);
    }

    /// <summary>One line for each event, the newest first; the sections that one person saved one after the other on one day share theirs.</summary>
    private static IEnumerable<List<EventRow>> Lines(IEnumerable<EventRow> rows)
    {
        List<EventRow> line = [];
        foreach (var row in rows)
        {
            if (line.Count > 0 && !(IsSaved(row) && IsSaved(line[0]) && row.Actor == line[0].Actor && row.At.CivilDate() == line[0].At.CivilDate()))
            {
                yield return line;
                line = [];
            }
            line.Add(row);
        }
        if (line.Count > 0) yield return line;
    }

    private static bool IsSaved(EventRow row) => row.Name == Saved;

    private static Text SectionOf(EventRow row) => Section(JsonNode.Parse(row.Body)!["sectionCode"]!.ToString());

    private static Text Section(string code) => Enum.Parse<Section>(code.Replace("-", "", StringComparison.Ordinal), ignoreCase: true).Name();

    /// <summary>Registration.timeline-agreements-agreement-signed for Agreements.AgreementSigned.</summary>
    public static string KeyOf(string eventName)
    {
        var parts = eventName.Split('.');
        return $"Registration.timeline-{Words.Kebab(parts[0])}-{Words.Kebab(parts[1])}";
    }

    private static Guid? EntryOf(EventRow row) => row.Name == "Registration.ConversationEntryMade" ? JsonNode.Parse(row.Body)!["entryId"]!.GetValue<Guid>() : null;

    private static Guid? OtherOf(EventRow row) => row.Name switch
    {
        "Registration.MergerAsked" or "Registration.OrganisationMerged" => JsonNode.Parse(row.Body)!["intoId"]!.GetValue<Guid>(),
        "Registration.OrganisationTakenIn" => JsonNode.Parse(row.Body)!["mergedId"]!.GetValue<Guid>(),
        "Agreements.NovationNoteIssued" or "Agreements.ServiceActionPassed" => JsonNode.Parse(row.Body)!["fromId"]!.GetValue<Guid>(),
        _ => null,
    };

    public static Text WordsOf(EventRow row)
    {
        var body = JsonNode.Parse(row.Body)!;
        return new Text(KeyOf(row.Name), [.. Holes(Catalogue.All[KeyOf(row.Name)].English).Select(hole => Argument(row.Name, hole, body[hole]))]);
    }

    private static IEnumerable<string> Holes(string sentence) =>
        sentence.Split('{').Skip(1).Select(part => part[..part.IndexOfAny(['}', '|'])]).Distinct();

    private static object? Argument(string row, string hole, JsonNode? value) => (hole, value?.ToString()) switch
    {
        (_, null) => null,
        ("kind", { } kind) => Words.Document(kind),
        ("entryKind", { } kind) => Enum.Parse<EntryKind>(kind).Name(),
        ("rule", { } rule) => Words.Clock(rule),
        ("scopeCode", { } scope) => new Text($"Registration.suspension-scope-{scope}"),
        ("role", { } role) => Words.Role(role),
        ("sectionCode", { } section) when row == Saved => Section(section),
        (_, { } date) when DateOnly.TryParseExact(date, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        (_, { } number) when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) => whole,
        (_, { } code) => code,
    };

    private static Guid? PersonOf(string actor) =>
        actor.StartsWith("person:", StringComparison.Ordinal) && Guid.TryParse(actor["person:".Length..], out var id) ? id : null;

    private static string Who(string actor, IReadOnlyDictionary<Guid, string> names) => PersonOf(actor) switch
    {
        { } id => names.GetValueOrDefault(id, Say.ActorErased.ToString()),
        null when actor == "nobody" => Say.ActorApplicant.ToString(),
        _ => Say.ActorSystem.ToString(),
    };
}
