using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>Takes in a file of one list. Nothing changes yet: the next page shows what would.</summary>
[Needs(Policy.Administer)]
internal sealed class LoadListPage(IMediator mediator, DocumentStore store) : PageModel
{
    public const int MostMegabytes = 20;

    [FromRoute] public string Slug { get; set; } = "";
    [BindProperty] public IFormFile? Upload { get; set; }
    [BindProperty] public DateOnly? ValidFrom { get; set; }
    public ReferenceKind Kind => Words.Kind(Slug) ?? throw new NotFoundException();

    public void OnGet() => _ = Kind;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Upload is null || Upload.Length == 0) throw new InvalidInputException([(nameof(Upload), Common.UploadChooseFile)]);
        if (Upload.Length > MostMegabytes * 1024L * 1024L) throw new InvalidInputException([(nameof(Upload), Common.UploadTooBig(MostMegabytes))]);
        var list = ReferenceLists.Read(Kind, Upload.OpenReadStream(), ValidFrom ?? default, nameof(Upload));
        await using var content = Upload.OpenReadStream();
        var stored = await store.Put(content, cancellationToken);
        var id = await mediator.Send(new KeepReferenceFile(Kind, Path.GetFileName(Formats.Line(Upload.FileName)), stored.Address, list.Entries.Count, ValidFrom), cancellationToken);
        return Redirect($"/admin/lists/file/{id}");
    }
}
