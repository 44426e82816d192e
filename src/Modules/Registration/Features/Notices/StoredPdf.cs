using System.Text;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Http;

namespace CommonPlatform.Registration;

/// <summary>A PDF that lies in the document store already; a command points at it, and an orphan is swept when none does.</summary>
internal sealed record StoredPdf(string FileName, string Address, string Sha256, long Length)
{
    public const int MostMegabytes = 20;
    private const int Ends = 1024;
    private const int LongestName = 120;

    /// <summary>Checks size and content, then streams the file into the store; before any transaction.</summary>
    /// <exception cref="InvalidInputException">There is none, it is too big, or it isn't a PDF.</exception>
    public static async Task<StoredPdf> Keep(IFormFile? file, string field, DocumentStore store, CancellationToken cancellationToken)
    {
        if (file is null || file.Length == 0) throw Wrong(field, file is null ? Say.UploadChooseFile : Say.UploadEmpty);
        if (file.Length > MostMegabytes * 1024L * 1024L) throw Wrong(field, Say.UploadTooBig(MostMegabytes));
        await using var content = file.OpenReadStream();
        if (!await IsPdf(content, cancellationToken)) throw Wrong(field, Say.UploadNotPdf(Name(file.FileName)));
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
        var name = Formats.Line(Path.GetFileName(typed.Replace('\\', '/')));
        return name.Length switch
        {
            0 => "notice.pdf",
            > LongestName => name[^LongestName..],
            _ => name,
        };
    }

    private static InvalidInputException Wrong(string field, Text words) => new([(field, words)]);
}
