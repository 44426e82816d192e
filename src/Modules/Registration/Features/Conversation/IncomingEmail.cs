using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Http;

namespace CommonPlatform.Registration;

/// <summary>An email that came in, kept whole in the document store. Only its header and its plain text are read; attachments are never opened or unpacked.</summary>
internal sealed record IncomingEmail(string From, string Subject, DateTimeOffset SentAt, string Text, string Address)
{
    public const int MostMegabytes = 10;
    private const int MostCharacters = 3000;

    /// <exception cref="InvalidInputException">There is none, it is too big, or it isn't an email.</exception>
    public static async Task<IncomingEmail> Keep(IFormFile? file, string field, DocumentStore store, CancellationToken cancellationToken)
    {
        if (file is null || file.Length == 0) throw new InvalidInputException([(field, Say.EntryChooseEmail)]);
        if (file.Length > MostMegabytes * 1024L * 1024L) throw new InvalidInputException([(field, Common.UploadTooBig(MostMegabytes))]);
        await using var content = file.OpenReadStream();
        var whole = new byte[file.Length];
        await content.ReadExactlyAsync(whole, cancellationToken);
        var message = EmailMessage.Read(whole) ?? throw new InvalidInputException([(field, Say.EntryNotEmail)]);
        var stored = await store.Put(whole, cancellationToken);
        return Of(message, stored.Address);
    }

    /// <summary>What is kept of an email that was read, beside the email itself.</summary>
    public static IncomingEmail Of(EmailMessage message, string address) =>
        new(Formats.Line(message.From), Formats.Line(message.Subject), message.Date, Cut(Formats.Paragraphs(message.Text)), address);

    /// <summary>What is read and searched in the conversation.</summary>
    public string Words => string.Join('\n', new[] { Subject, From, Text }.Where(l => l.Length > 0));

    private static string Cut(string text) => text.Length <= MostCharacters ? text : text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)] + " …";
}
