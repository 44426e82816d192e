using System.Globalization;
using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Http;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>
/// A PDF that somebody uploaded and that lies in the document store already; a command points at it, and an orphan is swept when none does.
/// No scanner has looked at it: <see cref="Uploads"/> knows when one has.
/// </summary>
/// <param name="FileName">What it was called, without its path and shortened.</param>
/// <param name="Address">Where the store has it.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record StoredPdf(string FileName, string Address, string Sha256, long Length)
{
    /// <summary>The largest file that is taken.</summary>
    public const int MostMegabytes = 20;
    private const int Ends = 1024;
    private const int LongestName = 120;

    /// <summary>Checks size and content, then streams the file into the store; before any transaction.</summary>
    /// <exception cref="InvalidInputException">There is none, it is too big, or it isn't a PDF.</exception>
    internal static async Task<StoredPdf> Keep(IFormFile? file, string field, DocumentStore store, CancellationToken cancellationToken)
    {
        if (file is null || file.Length == 0) throw Wrong(field, file is null ? Common.UploadChooseFile : Common.UploadEmpty);
        if (file.Length > MostMegabytes * 1024L * 1024L) throw Wrong(field, Common.UploadTooBig(MostMegabytes));
        await using var content = file.OpenReadStream();
        if (!await IsPdf(content, cancellationToken)) throw Wrong(field, Common.UploadNotPdf(Name(file.FileName)));
        content.Position = 0;
        var stored = await store.Put(content, cancellationToken);
        return new StoredPdf(Name(file.FileName), stored.Address, stored.Sha256, stored.Length);
    }

    /// <summary>By content: it says PDF at its beginning, and points at its cross-reference and ends as a PDF does.</summary>
    private static async Task<bool> IsPdf(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[Ends];
        var read = await content.ReadAtLeastAsync(head, Ends, throwOnEndOfStream: false, cancellationToken);
        if (Encoding.Latin1.GetString(head, 0, read).IndexOf("%PDF-", StringComparison.Ordinal) is not (>= 0 and <= 16)) return false;
        content.Position = Math.Max(0, content.Length - Ends);
        var tail = new byte[Ends];
        read = await content.ReadAtLeastAsync(tail, Ends, throwOnEndOfStream: false, cancellationToken);
        var end = Encoding.Latin1.GetString(tail, 0, read);
        return end.Contains("startxref", StringComparison.Ordinal) && end.Contains("%%EOF", StringComparison.Ordinal);
    }

    private static string Name(string typed)
    {
        var name = string.Concat(Path.GetFileName(typed.Replace('\\', '/')).Normalize(NormalizationForm.FormC).Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)).Trim();
        return name.Length switch
        {
            0 => "document.pdf",
            > LongestName => name[^LongestName..],
            _ => name,
        };
    }

    private static InvalidInputException Wrong(string field, Text words) => new([(field, words)]);
}
