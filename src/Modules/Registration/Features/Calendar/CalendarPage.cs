using System.Security.Cryptography;
using System.Text;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Agreed dates to read and to take into one's own calendar, one by one or as a feed; both sides have the same page under their own address.</summary>
internal abstract class CalendarPage(IMediator mediator, RegistrationDbContext db, CurrentActor current, Keys keys, Site site, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(CalendarEntry Entry, string Organisation)> Dates { get; private set; } = [];
    public DateTimeOffset? FeedMadeAt { get; private set; }

    /// <summary>The secret address, shown once: right after it was made.</summary>
    [TempData] public string? FeedAddress { get; set; }

    public abstract Guid? OrganisationId { get; }
    public abstract string Address { get; }

    protected RegistrationDbContext Db => db;
    protected CurrentActor Current => current;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var today = clock.GetUtcNow().CivilDate();
        Dates = await Shown().Where(x => x.LastDay >= today && x.CancelledAt == null).Named(db, cancellationToken);
        FeedMadeAt = (await db.OpenFeed(current.PersonId, OrganisationId, cancellationToken))?.MadeAt;
    }

    public async Task<IActionResult> OnGetFileAsync(Guid entry, CancellationToken cancellationToken)
    {
        var found = await Shown().Where(e => e.Id == entry).Named(db, cancellationToken);
        return found is [var one] ? File(CalendarFile.Write(one.Entry.What(one.Organisation).ToString(), [one.Entry.Date(one.Organisation, site)]), CalendarFile.Type, $"{one.Entry.Kind.ToString().ToLowerInvariant()}.ics") : throw new NotFoundException();
    }

    /// <summary>The secret follows from the form's one-time key, under a key of this platform: the same post again makes the same address.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var secret = keys.Digest(current.OneTimeKey is { } key ? Encoding.UTF8.GetBytes($"{current.PersonId:D} {key}") : RandomNumberGenerator.GetBytes(32), "calendar feed");
        await mediator.Send(new RenewCalendarFeed(OrganisationId, CalendarReading.Hash(secret)), cancellationToken);
        FeedAddress = site.Link($"/calendar/{secret}.ics");
        return Redirect(Address);
    }

    public async Task<IActionResult> OnPostRevokeAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new RevokeCalendarFeed(OrganisationId), cancellationToken);
        return Redirect(Address);
    }

    /// <summary>The entries that this person may take along.</summary>
    protected abstract IQueryable<CalendarEntry> Shown();
}

/// <summary>For the organisation.</summary>
[OneOrganisation]
[Needs(Policy.ReadOwnOnboarding)]
internal sealed class OurCalendarPage(IMediator mediator, RegistrationDbContext db, CurrentActor current, Keys keys, Site site, TimeProvider clock) : CalendarPage(mediator, db, current, keys, site, clock)
{
    public override Guid? OrganisationId => this.Own();
    public override string Address => "/org/calendar";

    protected override IQueryable<CalendarEntry> Shown() => Db.CalendarEntries.AsNoTracking().Where(e => e.OrganisationId == OrganisationId);
}

/// <summary>For HMCTS: the dates of all organisations to read, those of one's own as a feed.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OfficerCalendarPage(IMediator mediator, RegistrationDbContext db, CurrentActor current, Keys keys, Site site, TimeProvider clock) : CalendarPage(mediator, db, current, keys, site, clock)
{
    public override Guid? OrganisationId => null;
    public override string Address => "/officer/calendar/feed";

    protected override IQueryable<CalendarEntry> Shown() => Db.CalendarEntries.AsNoTracking();
}

internal static class CalendarReading
{
    private const int Most = 1000;
    private static readonly TimeOnly CutOver = new(9, 0);

    /// <summary>Entries with the names of their organisations, the first day first.</summary>
    public static async Task<IReadOnlyList<(CalendarEntry Entry, string Organisation)>> Named(this IQueryable<CalendarEntry> entries, RegistrationDbContext db, CancellationToken cancellationToken) =>
        [.. (await entries.Join(db.Cases, e => e.OrganisationId, c => c.Id, (e, c) => new { Entry = e, c.Name }).OrderBy(x => x.Entry.FirstDay).ThenBy(x => x.Entry.Id).Take(Most).ToListAsync(cancellationToken)).Select(x => (x.Entry, x.Name))];

    /// <summary>It names the organisation and no person.</summary>
    public static CalendarDate Date(this CalendarEntry entry, string organisation, Site site) => new(
        $"{entry.Id:D}@{site.EmailDomain}", entry.Sequence, entry.ChangedAt, entry.FirstDay, entry.LastDay, entry.Kind == CalendarKind.GoLive ? CutOver : null,
        entry.What(organisation).ToString(), site.Link("/"), entry.CancelledAt is not null);

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
