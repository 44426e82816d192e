using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// What a calendar program fetches, without a session: the secret in the address is what lets it in. An address that was never made is not
/// found; one that was revoked, or whose person left, is gone.
/// </summary>
[Needs(Policy.Anyone)]
internal sealed class FeedPage(IMediator mediator, RegistrationDbContext db, Site site, FetchesByAddress fetches) : PageModel
{
    [FromRoute] public string Secret { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (fetches.IsTooMany(HttpContext)) return StatusCode(429);
        var hash = CalendarReading.Hash(Secret);
        var feed = await db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.SecretHash == hash, cancellationToken);
        if (feed is null) return NotFound();
        if (feed.RevokedAt is not null || !await MayStillRead(feed, cancellationToken)) return StatusCode(410);
        var entries = feed.OrganisationId is { } id
            ? db.CalendarEntries.Where(e => e.OrganisationId == id)
            : db.CalendarEntries.Where(e => db.Cases.Any(c => c.Id == e.OrganisationId && c.OwnerId == feed.PersonId));
        var dates = await entries.AsNoTracking().Named(db, cancellationToken);
        return File(CalendarFile.Write(Say.CalendarName.ToString(), dates.Select(d => d.Entry.Date(d.Organisation, site))), CalendarFile.Type);
    }

    private async Task<bool> MayStillRead(CalendarFeed feed, CancellationToken cancellationToken)
    {
        string[] roles = [.. Policies.All[feed.OrganisationId is null ? Policy.ReadOnboarding : Policy.ReadOwnOnboarding].Roles];
        return (await mediator.Send(new FindPeople(feed.OrganisationId, roles), cancellationToken)).Any(p => p.PersonId == feed.PersonId);
    }
}
