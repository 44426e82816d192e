using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One thing on one day: what it is, and of which organisation.</summary>
internal sealed record CalendarItem(DateOnly On, string Kind, Text What, Guid OrganisationId, string Organisation, string Page);

/// <summary>One week: how many start testing and go live in it, how many may, whether the service takes nobody on, and what is on its days.</summary>
internal sealed record CalendarWeek(DateOnly Monday, int Testing, int GoLives, int? Most, ServiceSpan? Freeze, IReadOnlyList<CalendarItem> Entries);

/// <summary>Tests, go-lives and quarterly reviews of all organisations, by the week or by the month.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class CalendarOfWeeksPage(RegistrationDbContext db, CurrentActor current, ReferenceLists lists, IMediator mediator, TimeProvider clock) : PageModel
{
    private const string Testing = "testing", GoLive = "go-live", Review = "review";
    private static readonly DateOnly Earliest = new(2000, 1, 1), Latest = new(2199, 12, 31);

    [BindProperty(SupportsGet = true, Name = "view")] public string View { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "kind")] public string Kind { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "owner")] public string Owner { get; set; } = "";

    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }
    public DateOnly Today { get; private set; }
    public bool ByWeek => View == "week";
    public IReadOnlyList<CalendarWeek> Weeks { get; private set; } = [];

    public IEnumerable<SelectListItem> Kinds => [new(Say.CalendarTesting.ToString(), Testing), new(Say.CalendarGoLives.ToString(), GoLive), new(Say.CalendarReviews.ToString(), Review)];
    public IEnumerable<SelectListItem> Views => [new(Say.CalendarMonth.ToString(), "month"), new(Say.CalendarWeek.ToString(), "week")];
    public IEnumerable<SelectListItem> Owners => [new(Say.OwnerMine.ToString(), "mine")];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Today = clock.GetUtcNow().CivilDate();
        var asked = DateOnly.TryParseExact(Request.Query["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest && day <= Latest ? day : Today;
        (From, To) = ByWeek ? (Planner.Monday(asked), Planner.Monday(asked).AddDays(6)) : (new DateOnly(asked.Year, asked.Month, 1), new DateOnly(asked.Year, asked.Month, 1).AddMonths(1).AddDays(-1));
        var (first, last) = (Planner.Monday(From), Planner.Monday(To).AddDays(6)); // whole weeks, since a week's room is shared
        var entries = await Entries(first, last, cancellationToken);
        var starts = await db.Schedules.AsNoTracking().Where(s => (s.TestingFrom >= first && s.TestingFrom <= last) || (s.GoLiveOn >= first && s.GoLiveOn <= last))
            .Select(s => new { s.TestingFrom, s.GoLiveOn }).ToListAsync(cancellationToken);
        var calendar = await lists.Calendar(cancellationToken);
        var weeks = new List<CalendarWeek>();
        for (var monday = first; monday <= last; monday = monday.AddDays(7))
        {
            var (from, to) = (monday, monday.AddDays(6));
            weeks.Add(new(
                monday, starts.Count(s => s.TestingFrom >= from && s.TestingFrom <= to), starts.Count(s => s.GoLiveOn >= from && s.GoLiveOn <= to), calendar.MostInWeekOf(monday),
                calendar.Freeze(from, to), [.. entries.Where(e => e.On >= from && e.On <= to && e.On >= From && e.On <= To)]));
        }
        Weeks = weeks;
    }

    /// <summary>The same page about the period before or after this one, or about today's.</summary>
    public string Of(int periods) => Address(periods == 0 ? Today : ByWeek ? From.AddDays(7 * periods) : From.AddMonths(periods));

    private string Address(DateOnly from) => "/officer/calendar" + Microsoft.AspNetCore.Http.QueryString.Create(
        new[] { ("from", from.ToString("O", CultureInfo.InvariantCulture)), ("view", View), ("kind", Kind), ("owner", Owner) }.Where(p => p.Item2.Length > 0).Select(p => KeyValuePair.Create(p.Item1, (string?)p.Item2)));

    private async Task<IReadOnlyList<CalendarItem>> Entries(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var schedules = Kind == Review ? [] : await db.Schedules.AsNoTracking()
            .Where(s => (s.TestingFrom >= first && s.TestingFrom <= last) || (s.TestingTo >= first && s.TestingTo <= last) || (s.GoLiveOn >= first && s.GoLiveOn <= last)
                || s.Proposals.Any(p => p.AnsweredAt == null && p.From <= last && p.To >= first)).ToListAsync(cancellationToken);
        var reviews = Kind is "" or Review ? await mediator.Send(new FindReviewDays(first, last), cancellationToken) : [];
        List<Guid> ids = [.. schedules.Select(s => s.Id).Concat(reviews.Select(r => r.OrganisationId)).Distinct()];
        var cases = db.Cases.AsNoTracking().VisibleTo(current.Actor).Where(c => ids.Contains(c.Id));
        if (Owner == "mine" && current.Actor.PersonId is { } me)
        {
            var worked = await db.WorkedBy(me, Today, cancellationToken);
            cases = cases.Where(c => c.OwnerId != null && worked.Contains(c.OwnerId.Value));
        }
        var names = await cases.Where(c => c.Turn != Turn.Nobody || c.Stage == Stage.Live).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        CalendarItem? Entry(DateOnly? on, string kind, Text what, Guid id, string page) => on is { } day && names.TryGetValue(id, out var name) && (Kind.Length == 0 || Kind == kind) ? new(day, kind, what, id, name, page) : null;
        IEnumerable<CalendarItem?> all =
        [
            .. schedules.SelectMany(s => new[]
            {
                Entry(s.TestingFrom, Testing, Say.CalendarTestingBegins, s.Id, $"/officer/org/{s.Id}/forecast"), Entry(s.TestingTo, Testing, Say.CalendarTestingEnds, s.Id, $"/officer/org/{s.Id}/forecast"),
                Entry(s.GoLiveOn, GoLive, Say.CalendarGoLive, s.Id, $"/officer/org/{s.Id}/readiness"),
            }),
            .. schedules.SelectMany(s => s.Proposals.Where(p => p.IsOpen).Select(p => p.Kind == DateKind.GoLive
                ? Entry(p.From, GoLive, Say.CalendarGoLiveProposed, s.Id, $"/officer/org/{s.Id}") : Entry(p.From, Testing, Say.CalendarTestingProposed(p.To), s.Id, $"/officer/org/{s.Id}"))),
            .. reviews.Select(r => Entry(r.On, Review, Say.CalendarReview(r.Number), r.OrganisationId, $"/service-levels/{r.OrganisationId}")),
        ];
        return [.. all.OfType<CalendarItem>().OrderBy(e => e.On).ThenBy(e => e.Organisation, StringComparer.Ordinal)];
    }
}
