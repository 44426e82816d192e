using CommonPlatform.BuildingBlocks.Documents;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Finds organisations that may be the same as one of them.</summary>
internal sealed class Duplicates(RegistrationDbContext db, Keys keys)
{
    // Who tries addresses of others must not learn of an account, so the bank account is none of them.
    private static readonly KeyKind[] Warned = [KeyKind.CompanyNumber, KeyKind.OuCode, KeyKind.EmailDomain, KeyKind.Name];
    private static readonly Stage[] Gone = [Stage.Withdrawn, Stage.Rejected, Stage.Lapsed];

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

    /// <summary>The candidates, the likeliest first, whatever became of them.</summary>
    public async Task<IReadOnlyList<Likeness>> Of(Guid organisationId, CancellationToken cancellationToken)
    {
        var all = (await db.DuplicateKeys.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(k => k.OrganisationId);
        var own = all[organisationId].ToLookup(k => k.Kind, k => k.Value);
        return
        [
            .. all.Where(g => g.Key != organisationId).Select(g => Likeness.Of(g.Key, own, g.ToLookup(k => k.Kind, k => k.Value)))
                .Where(l => l.IsCandidate).OrderByDescending(l => l.Score).ThenBy(l => l.OtherId),
        ];
    }

    /// <summary>How many candidates nobody has decided on, from either side.</summary>
    public async Task<int> Undecided(Guid organisationId, CancellationToken cancellationToken)
    {
        var decided = await db.DuplicateDecisions.Where(d => d.OrganisationId == organisationId || d.OtherId == organisationId).Select(d => d.OrganisationId == organisationId ? d.OtherId : d.OrganisationId).ToListAsync(cancellationToken);
        return (await Of(organisationId, cancellationToken)).Count(l => !decided.Contains(l.OtherId));
    }
}
