using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>Freezes the signed answers as a sealed PDF, outside of any transaction; then one transaction points at it and submits them.</summary>
internal sealed class FreezeQuestionnaire(AgreementsDbContext db, DocumentStore store, HtmlToPdf pdf, PdfSeal seal, Keys keys, TimeProvider clock) : IDueHandler
{
    public const string Due = "agreements.freeze-questionnaire";
    private StoredDocument? made;

    public string Kind => Due;

    public static Task Set(DueItems due, SecurityAssessment assessment, DateTimeOffset now, CancellationToken cancellationToken) => due.Set(
        new DueItem($"agreements.freeze {assessment.Id:D}", Due, assessment.OrganisationId, now, assessment.Id.ToString("D")), cancellationToken);

    public async Task Prepare(DueItem item, CancellationToken cancellationToken)
    {
        var assessment = await db.SecurityAssessments.AsNoTracking().SingleAsync(a => a.Id == Guid.Parse(item.Payload), cancellationToken);
        if (assessment.SubmittedAt is not null) return;
        var who = new SealAppearance(assessment.NameTyped!, assessment.SignatoryTitle, assessment.OrganisationName, assessment.Reference, assessment.Language);
        var bytes = seal.Certify(await pdf.Render(AnswersDocument.Of(assessment).PrintHtml, cancellationToken), who, assessment.SignedAt!.Value, [], Evidence.Of(assessment));
        var report = PdfVerifier.Verify(bytes, keys.Trust);
        if (!report.IsValid) throw new PdfSealException($"The sealed {assessment.Reference} doesn't verify: {string.Join("; ", report.Problems.Select(p => p.In(Language.English)))}");
        made = await store.Put(bytes, cancellationToken);
    }

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        if (made is null) return;
        var assessment = await db.SecurityAssessments.GetAsync(Guid.Parse(item.Payload), cancellationToken);
        assessment.Submit(made.Address, made.Sha256, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
    }
}
