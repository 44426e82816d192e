using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>Points at a document that lies in the document store, as evidence for one answer.</summary>
[Needs(Policy.AnswerSecurityQuestionnaire)]
internal sealed record UploadEvidence(Guid AssessmentId, int Version, int Question, StoredPdf File) : ICommand<Unit>
{
    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<UploadEvidence, Unit>
    {
        public async Task<Unit> Handle(UploadEvidence request, CancellationToken cancellationToken)
        {
            var (now, file) = (clock.GetUtcNow(), request.File);
            var assessment = await db.SecurityAssessments.AnsweredBy(current.Actor).GetAsync(request.AssessmentId, request.Version, cancellationToken);
            assessment.Upload(new EvidenceFile(
                Guid.CreateVersion7(now), assessment.Id, request.Question, file.FileName, file.Address, file.Sha256, file.Length, current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
