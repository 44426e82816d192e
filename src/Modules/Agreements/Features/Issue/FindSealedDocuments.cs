using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Issue;

internal sealed class FindSealedDocumentsHandler(AgreementsDbContext db) : IRequestHandler<FindSealedDocuments, IReadOnlyList<SealedDocument>>
{
    public async Task<IReadOnlyList<SealedDocument>> Handle(FindSealedDocuments request, CancellationToken cancellationToken)
    {
        var agreements = await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == request.OrganisationId && a.IssuedAt != null).OrderBy(a => a.IssuedAt).ToListAsync(cancellationToken);
        var questionnaires = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == request.OrganisationId && a.Pdf != null).OrderBy(a => a.Round).ToListAsync(cancellationToken);
        var reviews = await db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == request.OrganisationId && r.Pdf != null).OrderBy(r => r.Number).ToListAsync(cancellationToken);
        var notes = await db.Agreements.AsNoTracking().Where(a => (a.OrganisationId == request.OrganisationId || a.NovatedTo == request.OrganisationId) && a.NovationPdf != null)
            .OrderBy(a => a.ClosedAt).ThenBy(a => a.Kind).ToListAsync(cancellationToken);
        var statements = await db.EndingStatements.AsNoTracking().Where(s => s.OrganisationId == request.OrganisationId && s.Pdf != null).OrderBy(s => s.EndedAt).ToListAsync(cancellationToken);
        return
        [
            .. agreements.Where(a => a.Pdf is not null).Select(a => new SealedDocument(a.Kind, a.Round, a.Pdf!)),
            .. questionnaires.Select(q => new SealedDocument("security-questionnaire", q.Round, q.Pdf!)),
            .. reviews.Select(r => new SealedDocument("quarterly-review", r.Number, r.Pdf!)),
            .. notes.Select(a => new SealedDocument($"novation-note-{a.Reference}", a.Round, a.NovationPdf!)),
            .. statements.GroupBy(s => (s.Ending, s.Language)).SelectMany(same => same.Select((s, i) => new SealedDocument($"{s.Ending}-statement-{s.Language.Tag}", i + 1, s.Pdf!))),
        ];
    }
}
