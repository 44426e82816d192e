using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>Takes back a document that was uploaded by mistake, before the answers are signed.</summary>
[Needs(Policy.AnswerSecurityQuestionnaire)]
internal sealed record RemoveEvidence(Guid AssessmentId, int Version, Guid FileId) : ICommand<Unit>
{
    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<RemoveEvidence, Unit>
    {
        public async Task<Unit> Handle(RemoveEvidence request, CancellationToken cancellationToken)
        {
            var assessment = await db.SecurityAssessments.AnsweredBy(current.Actor).GetAsync(request.AssessmentId, request.Version, cancellationToken);
            assessment.Remove(assessment.Files.SingleOrDefault(f => f.Id == request.FileId) ?? throw new NotFoundException(), clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
