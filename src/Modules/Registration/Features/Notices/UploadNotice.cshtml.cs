using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Uploads produced notices one by one, or as one file, and sends them for review.</summary>
[OneOrganisation]
[Needs(Policy.TestForOrganisation)]
internal sealed class UploadNoticePage(IMediator mediator, RegistrationDbContext db, Uploads uploads, CurrentActor current) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid RoundId { get; set; }
    [BindProperty] public string Notice { get; set; } = "";
    [BindProperty] public IFormFile? Upload { get; set; }
    [BindProperty] public bool NoRealData { get; set; }
    public NoticeRound Round { get; private set; } = null!;

    public static IEnumerable<SelectListItem> Choices =>
        [new(Say.NoticesWholeSet.ToString(), NoticePack.WholeSet), .. NoticePack.Produced.Select(n => new SelectListItem(NoticePack.Title(n, Language.Current), n))];

    public static string NameOf(string notice) => Choices.Single(c => c.Value == notice).Text;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var own = this.Own();
        var round = await db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == own).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);
        if (round is null) throw new NotFoundException();
        if (!round.IsOpen && ModelState.IsValid) return Redirect("/org/templates");
        (Round, RoundId, Version) = (round, round.Id, round.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var file = await uploads.KeepPdf(Upload, nameof(Upload), cancellationToken);
        await mediator.Send(new UploadNotice(RoundId, Version, Notice, file), cancellationToken);
        return Redirect("/org/templates/upload");
    }

    public async Task<IActionResult> OnPostSubmitAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new SubmitNotices(RoundId, Version, NoRealData), cancellationToken);
        return Redirect("/org/templates");
    }

    public async Task<IActionResult> OnGetFileAsync(Guid file, CancellationToken cancellationToken)
    {
        var round = await db.NoticeRounds.AsNoTracking().OfOwn(current.Actor).SingleOrDefaultAsync(r => r.Files.Any(f => f.Id == file), cancellationToken);
        var found = round?.Files.Single(f => f.Id == file) ?? throw new NotFoundException();
        return File(await uploads.Open(found.Address, cancellationToken), "application/pdf", found.FileName);
    }
}
