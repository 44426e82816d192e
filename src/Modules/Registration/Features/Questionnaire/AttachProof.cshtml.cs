using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Uploads the documents of proof, one of each kind; a further one takes the place of the earlier one.</summary>
[Needs(Policy.Apply)]
[OneOrganisation]
internal sealed class AttachProofPage(IMediator mediator, RegistrationDbContext db, Uploads uploads) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid ApplicationId { get; set; }
    [BindProperty] public string Seen { get; set; } = "";
    [BindProperty] public string Kind { get; set; } = "";
    [BindProperty] public IFormFile? Upload { get; set; }
    public ProofAnswers Proof { get; private set; } = new();
    public IReadOnlyDictionary<Guid, string> Addresses { get; private set; } = new Dictionary<Guid, string>();
    public string Way => Request.Query["return"] == "check" ? "?return=check" : "";
    public string Back => Way.Length > 0 ? "/application/check" : "/application";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var application = await Current(cancellationToken);
        if (!application.IsEditable) return Redirect("/application");
        ViewData["Back"] = Back;
        Proof = application.Answers.Proof ?? new();
        Addresses = application.Files.ToDictionary(f => f.Id, f => f.Address);
        ApplicationId = application.Id;
        Seen = SectionState.Of(application.Answers, Section.Proof);
        ModelState.Remove(nameof(Seen));
        if (!ModelState.ContainsKey(nameof(Version))) Version = application.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var file = await uploads.KeepPdf(Upload, nameof(Upload), cancellationToken);
        Version = await SectionState.Rebase(db, this.Own(), Section.Proof, Seen, Version, cancellationToken);
        await mediator.Send(new AttachProof(ApplicationId, Version, Kind, file), cancellationToken);
        return Redirect(Section.Proof.Page() + Way);
    }

    public async Task<IActionResult> OnGetFileAsync(Guid file, CancellationToken cancellationToken)
    {
        var found = (await Current(cancellationToken)).Files.SingleOrDefault(f => f.Id == file) ?? throw new NotFoundException();
        return File(await uploads.Open(found.Address, cancellationToken), "application/pdf", found.FileName);
    }

    private async Task<Application> Current(CancellationToken cancellationToken) =>
        await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
}
