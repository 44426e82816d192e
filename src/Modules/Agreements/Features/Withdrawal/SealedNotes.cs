using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Features.Withdrawal;

/// <summary>Makes a note of the platform's own as a sealed document: rendered, certified, verified as everybody else would verify it, and stored.</summary>
internal sealed class SealedNotes(DocumentStore store, HtmlToPdf pdf, PdfSeal seal, Keys keys, TimeProvider clock)
{
    public async Task<StoredDocument> Make(string template, IReadOnlyDictionary<string, object?> values, Text heading, string reference, Language language, CancellationToken cancellationToken)
    {
        var rendered = await pdf.Render(DocumentTemplates.Render(template, values, heading.In(language), language, reference).PrintHtml, cancellationToken);
        var who = new SealAppearance("Common Platform", heading.In(language), Say.Hmcts.In(language), reference, language);
        var bytes = seal.Certify(rendered, who, clock.GetUtcNow(), []);
        var report = PdfVerifier.Verify(bytes, keys.Trust);
        return report.IsValid
            ? await store.Put(bytes, cancellationToken)
            : throw new PdfSealException($"The sealed note of {reference} doesn't verify: {string.Join("; ", report.Problems.Select(p => p.In(Language.English)))}");
    }
}
