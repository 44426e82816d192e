using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The technical track of one organisation as its supplier sees it: dates, notices, testing and open defects; no people, no money, no agreements.</summary>
internal sealed record SupplierTrack(Guid OrganisationId, string Organisation, Schedule? Schedule, NoticeRound? Notices, IReadOnlyList<Defect> Defects);

/// <summary>The technical tracks of all organisations that named this supplier.</summary>
[Needs(Policy.SupplyTechnology)]
internal sealed class TracksPage(RegistrationDbContext db, CurrentActor current) : PageModel
{
    public IReadOnlyList<SupplierTrack> Tracks { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var own = current.Actor.Organisations(Roles.ItSupplier);
        var cases = await db.Cases.AsNoTracking().Where(c => own.Contains(c.Id)).OrderBy(c => c.ByName).Select(c => new { c.Id, c.Name }).ToListAsync(cancellationToken);
        var schedules = await db.Schedules.AsNoTracking().Where(s => own.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        var rounds = (await db.NoticeRounds.AsNoTracking().Where(r => own.Contains(r.OrganisationId)).ToListAsync(cancellationToken)).GroupBy(r => r.OrganisationId).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Number));
        var defects = (await db.Defects.AsNoTracking().Where(d => own.Contains(d.OrganisationId) && d.ClosedAt == null).OrderBy(d => d.Number).ToListAsync(cancellationToken)).ToLookup(d => d.OrganisationId);
        Tracks = [.. cases.Select(c => new SupplierTrack(c.Id, c.Name, schedules.GetValueOrDefault(c.Id), rounds.GetValueOrDefault(c.Id), [.. defects[c.Id]]))];
    }
}
