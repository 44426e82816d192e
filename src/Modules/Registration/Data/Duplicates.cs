using CommonPlatform.BuildingBlocks.Documents;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Finds organisations that may be the same as one of them.</summary>
internal sealed class Duplicates(RegistrationDbContext db, Keys keys)
{
    // Who tries addresses of others must not learn of an account, so the bank account is none of them.
    private static readonly KeyKind[] Warned = [KeyKind.CompanyNumber, KeyKind.OuCode, KeyKind.EmailDomain, KeyKind.Name];
    private static readonly Stage[] Gone = [Stage.Withdrawn, Stage.Rejected, Stage.Lapsed, Stage.Merged];

    // So many at most are read along the index for one key.
    private const int MostAlike = 500;

    /// <summary>Keeps what the questionnaire says now, in place of what it said before.</summary>
    public async Task Keep(Application application, CancellationToken cancellationToken)
    {
        var now = DuplicateKey.Of(application, keys);
        var before = await db.DuplicateKeys.Where(k => k.OrganisationId == application.OrganisationId).ToListAsync(cancellationToken);
        db.DuplicateKeys.RemoveRange(before.Except(now));
        db.DuplicateKeys.AddRange(now.Except(before));
    }

    /// <summary>Whether anybody else has sent a questionnaire with the same number, code, email domain or name, and is still there: all that an applicant may know.</summary>
    public async Task<bool> Warns(Application application, CancellationToken cancellationToken)
    {
        foreach (var key in DuplicateKey.Of(application, keys).Where(k => Warned.Contains(k.Kind)))
            if (await db.DuplicateKeys.AnyAsync(
                k => k.Kind == key.Kind && k.Value == key.Value && k.OrganisationId != application.OrganisationId && db.Cases.Any(c => c.Id == k.OrganisationId && !Gone.Contains(c.Stage)),
                cancellationToken)) return true;
        return false;
    }

    /// <summary>
    /// The candidates, the likeliest first, whatever became of them. Compared is only who has a key in common or, for names and postcodes, the
    /// beginning of one or how all words but one sound, so that the work does not grow with the number of organisations. What very many share, such as
    /// the sound of «council», tells nothing and is left out.
    /// </summary>
    public async Task<IReadOnlyList<Likeness>> Of(Guid organisationId, CancellationToken cancellationToken)
    {
        var own = await db.DuplicateKeys.AsNoTracking().Where(k => k.OrganisationId == organisationId).ToListAsync(cancellationToken);
        var near = new HashSet<Guid>();
        foreach (var key in own)
        {
            var others = Near(key).Where(k => k.OrganisationId != organisationId).Select(k => k.OrganisationId);
            var found = await (key.Kind == KeyKind.Sound ? others.Take(MostAlike + 1) : others.Distinct()).ToListAsync(cancellationToken);
            if (found.Count <= MostAlike || key.Kind != KeyKind.Sound) near.UnionWith(found);
        }
        var theirs = await db.DuplicateKeys.AsNoTracking().Where(k => near.Contains(k.OrganisationId)).ToListAsync(cancellationToken);
        var ours = own.ToLookup(k => k.Kind, k => k.Value);
        return
        [
            .. theirs.GroupBy(k => k.OrganisationId).Select(g => Likeness.Of(g.Key, ours, g.ToLookup(k => k.Kind, k => k.Value)))
                .Where(l => l.IsCandidate).OrderByDescending(l => l.Score).ThenBy(l => l.OtherId),
        ];
    }

    /// <summary>How alike these two are, if they are candidates.</summary>
    public async Task<Likeness?> Between(Guid organisationId, Guid otherId, CancellationToken cancellationToken)
    {
        if (otherId == organisationId) return null;
        var keys = (await db.DuplicateKeys.AsNoTracking().Where(k => k.OrganisationId == organisationId || k.OrganisationId == otherId).ToListAsync(cancellationToken)).ToLookup(k => k.OrganisationId);
        var likeness = Likeness.Of(otherId, keys[organisationId].ToLookup(k => k.Kind, k => k.Value), keys[otherId].ToLookup(k => k.Kind, k => k.Value));
        return likeness.IsCandidate ? likeness : null;
    }

    private IQueryable<DuplicateKey> Near(DuplicateKey key)
    {
        var sameKind = db.DuplicateKeys.AsNoTracking().Where(k => k.Kind == key.Kind);
        if (key.Beginning is not { } from) return sameKind.Where(k => k.Value == key.Value);
        var to = from + '\uffff';
        return sameKind.Where(k => string.Compare(k.Value, from) >= 0 && string.Compare(k.Value, to) < 0);
    }

    /// <summary>How many candidates nobody has decided on, from either side.</summary>
    public async Task<int> Undecided(Guid organisationId, CancellationToken cancellationToken)
    {
        var decided = await db.DuplicateDecisions.Where(d => d.OrganisationId == organisationId || d.OtherId == organisationId).Select(d => d.OrganisationId == organisationId ? d.OtherId : d.OrganisationId).ToListAsync(cancellationToken);
        var merged = await db.Mergers.Where(m => m.IntoId == organisationId && m.MergedAt != null).Select(m => m.OrganisationId).ToListAsync(cancellationToken);
        return (await Of(organisationId, cancellationToken)).Count(l => !decided.Contains(l.OtherId) && !merged.Contains(l.OtherId));
    }
}
