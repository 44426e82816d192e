using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Agreements.Features.Verify;

/// <summary>Anyone with a copy of a signed document can check it; nothing is stored.</summary>
[Needs(Policy.Anyone)]
[RequestSizeLimit(Largest + 65_536)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest + 32_768)]
internal sealed class Verify(Keys keys) : PageModel
{
    private const int Largest = 20 * 1024 * 1024;

    [BindProperty] public IFormFile? Document { get; set; }
    public VerificationReport? Report { get; private set; }
    public string FileName { get; private set; } = "";

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Document is null || Document.Length == 0) return Refuse(Say.ChooseADocument);
        if (Document.Length > Largest) return Refuse(Say.DocumentTooLarge);
        using var bytes = new MemoryStream((int)Document.Length);
        await Document.CopyToAsync(bytes, cancellationToken);
        if (!bytes.ToArray().AsSpan().StartsWith("%PDF-"u8)) return Refuse(Say.NotAPdf);
        (Report, FileName) = (PdfVerifier.Verify(bytes.ToArray(), keys.Trust), Path.GetFileName(Document.FileName));
        return Page();
    }

    private PageResult Refuse(BuildingBlocks.Words.Text why)
    {
        ModelState.AddModelError(nameof(Document), why.ToString());
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
