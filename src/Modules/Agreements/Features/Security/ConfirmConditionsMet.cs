using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>The security assessor has seen that every condition of the approval is met.</summary>
[Needs(Policy.AssessSecurity)]
internal sealed record ConfirmConditionsMet(Guid AssessmentId, int Version, bool HasSeen) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ConfirmConditionsMet>
    {
        public Validator() => RuleFor(x => x.HasSeen).Equal(true).Saying(Say.ConfirmConditionsSeen);
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, Emails emails, Site site, TimeProvider clock) : IRequestHandler<ConfirmConditionsMet, Unit>
    {
        public async Task<Unit> Handle(ConfirmConditionsMet request, CancellationToken cancellationToken)
        {
            var assessment = await db.SecurityAssessments.GetAsync(request.AssessmentId, request.Version, cancellationToken);
            assessment.ConditionsMet(current.PersonId, clock.GetUtcNow());
            await emails.Queue(
                new OutgoingEmail(
                    assessment.SignatoryEmail, assessment.OrganisationId, assessment.Language, Say.EmailConditionsMetSubject, Say.EmailDear(assessment.SignatoryName),
                    Say.EmailConditionsMet(assessment.OrganisationName), Say.Link(site.Link(OwnOrganisation.Path("/org/security", assessment.OrganisationId))), Say.EmailCallUs),
                cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
