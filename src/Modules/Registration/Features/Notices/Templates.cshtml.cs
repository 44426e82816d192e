using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The notice pack to download, and every round of notices with what the reviewer said.</summary>
[OneOrganisation]
[Needs(Policy.TestForOrganisation)]
internal sealed class TemplatesPage(IMediator mediator, RegistrationDbContext db, NoticePack pack, CurrentActor current) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid RoundId { get; set; }
    [BindProperty] public bool Made { get; set; }
    public List<NoticeRound> Rounds { get; private set; } = [];

    public Guid OrganisationId => this.Own();

    public bool Needed { get; private set; }

    public bool MayConfirm => Latest is { } latest && latest.MayBeConfirmedBy(current.Actor);

    public NoticeRound? Latest => Rounds.FirstOrDefault();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var own = OrganisationId;
        var answers = await db.Applications.Of(own).Select(a => a.Answers).FirstOrDefaultAsync(cancellationToken);
        Needed = answers?.Method is null or { UsesSjp: true };
        Rounds = await db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == own).OrderByDescending(r => r.Number).ToListAsync(cancellationToken);
        Version = Latest?.Version ?? 0;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new ConfirmNoticeChanges(RoundId, Version, Made), cancellationToken);
        return Redirect("/org/templates");
    }

    /// <summary>Versions that it was given before those that it has now, in whichever round.</summary>
    public IEnumerable<IGrouping<(string Family, string Version), IssuedPack>> Earlier => All.Where(p => Latest?.Given.Any(g => (g.Family, g.Version) == (p.Family, p.Version)) != true).GroupBy(p => (p.Family, p.Version));

    private IEnumerable<IssuedPack> All => Rounds.SelectMany(r => r.GivenSoFar).DistinctBy(p => (p.Family, p.Language, p.Version));

    /// <summary>A template of a version that the organisation was given, however long ago.</summary>
    public async Task<IActionResult> OnGetTemplateAsync(string family, string version, string document, string @in, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        var given = All.SingleOrDefault(p => (p.Family, p.Version, p.Language) == (family, version, @in)) ?? throw new NotFoundException();
        try
        {
            return File(await pack.Pdf(document, given.Pack, cancellationToken), "application/pdf", $"{document}.{given.Version}.{given.Language}.pdf");
        }
        catch (PdfUnavailableException fault)
        {
            throw new RuleBrokenException(fault.Reason); // the person reads why, and what an operator has to install
        }
    }
}
