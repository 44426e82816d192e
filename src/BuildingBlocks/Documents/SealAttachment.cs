using System.Globalization;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>A file inside a sealed PDF, listed by readers as an attachment of the whole document.</summary>
/// <param name="FileName">ASCII letters, digits, hyphens and a dot.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Description">For people.</param>
public sealed record SealAttachment(string FileName, byte[] Content, string Description)
{
    /// <summary>
    /// Adds the file; the answer is the catalogue with it. PDF/UA asks for both F and UF. The optional media type is left out: its name would
    /// need an escape, which <see cref="PdfFile"/> refuses.
    /// </summary>
    internal PdfDictionary AddTo(PdfUpdate update, PdfFile file, PdfDictionary catalog)
    {
        var content = update.AddStream(
            string.Create(CultureInfo.InvariantCulture, $"/Type /EmbeddedFile /Params << /Size {Content.Length} >>"), Content);
        var specification = update.Reserve();
        update.Put(
            specification,
            $"<< /Type /Filespec /F ({FileName}) /UF {SealForm.Text(FileName)} /Desc {SealForm.Text(Description)} /AFRelationship /Data /EF << /F {content} /UF {content} >> >>");
        var names = file.Follow(catalog["Names"]) as PdfDictionary ?? new PdfDictionary([]);
        var files = new PdfDictionary([new("Names", new PdfArray([new PdfToken($"({FileName})"), specification]))]);
        return catalog.With("Names", names.With("EmbeddedFiles", files)).With("AF", new PdfArray([specification]));
    }
}
