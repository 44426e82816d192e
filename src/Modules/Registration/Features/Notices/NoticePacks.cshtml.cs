using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Documents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Every version of every notice pack, how many organisations have it, and which was given to whom and when.</summary>
[Needs(Policy.ReadNoticePacks)]
internal sealed class NoticePacksPage(RegistrationDbContext db, NoticePack pack, CurrentActor current) : PageModel
{
    public const int Most = 100;

    /// <summary>An administrator reads who has which version, and nothing else of them.</summary>
    public bool MayOpenOrganisations => Policy.ReadOnboarding.Allows(current.Actor);

    /// <summary>How many organisations were given a version, and in how many of them no notices have passed yet.</summary>
    public IReadOnlyDictionary<(string Family, string Language, string Version), (int All, int InReview)> Counts { get; private set; } =
        new Dictionary<(string, string, string), (int, int)>();

    public IReadOnlyList<(Guid OrganisationId, string Name, IssuedPack Issued)> Given { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var rows = await db.Set<IssuedPack>().Join(db.NoticeRounds, p => p.NoticeRoundId, r => r.Id, (p, r) => new { p.Family, p.Language, p.Version, r.OrganisationId, IsOpen = r.Outcome == null })
            .ToListAsync(cancellationToken);
        Counts = rows.GroupBy(r => (r.Family, r.Language, r.Version)).ToDictionary(
            g => g.Key, g => (g.Select(r => r.OrganisationId).Distinct().Count(), g.Where(r => r.IsOpen).Select(r => r.OrganisationId).Distinct().Count()));
        var last = await db.Set<IssuedPack>().AsNoTracking().Join(db.NoticeRounds, p => p.NoticeRoundId, r => r.Id, (p, r) => new { Issued = p, r.OrganisationId })
            .Join(db.Cases, p => p.OrganisationId, c => c.Id, (p, c) => new { p.Issued, p.OrganisationId, c.Name })
            .OrderByDescending(p => p.Issued.IssuedAt).ThenBy(p => p.Issued.Family).ThenByDescending(p => p.Issued.Language).Take(Most).ToListAsync(cancellationToken);
        Given = [.. last.Select(p => (p.OrganisationId, p.Name, p.Issued))];
    }

    public async Task<IActionResult> OnGetTemplateAsync(string family, string version, string document, string @in, CancellationToken cancellationToken)
    {
        var found = NoticePacks.All.SingleOrDefault(p => (p.Family, p.Version, p.Language) == (family, version, @in)) ?? throw new NotFoundException();
        try
        {
            return File(await pack.Pdf(document, found, cancellationToken), "application/pdf", $"{document}.{family}.{version}.{found.Language}.pdf");
        }
        catch (PdfUnavailableException fault)
        {
            throw new RuleBrokenException(fault.Reason); // the person reads why, and what an operator has to install
        }
    }
}
