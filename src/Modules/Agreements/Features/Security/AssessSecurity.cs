using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>The one verdict of the security assessor.</summary>
[Needs(Policy.AssessSecurity)]
internal sealed record AssessSecurity(Guid AssessmentId, int Version, string? Outcome, string Text, DateOnly? Due) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AssessSecurity>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.Outcome).Must(o => o is not null && Verdict.All.Contains(o)).Saying(Say.ChooseAVerdict);
            RuleFor(x => x.Text).Reason().When(x => x.Outcome is Verdict.Conditions or Verdict.Failed);
            RuleFor(x => x.Due).Must(d => d is not null).Saying(Say.EnterDueDate).When(x => x.Outcome == Verdict.Conditions);
            RuleFor(x => x.Due).Must(d => d is null || d > clock.GetUtcNow().CivilDate()).Saying(Say.DueDateInTheFuture).When(x => x.Outcome == Verdict.Conditions);
        }
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, IMediator mediator, Emails emails, Site site, TimeProvider clock) : IRequestHandler<AssessSecurity, Unit>
    {
        public async Task<Unit> Handle(AssessSecurity request, CancellationToken cancellationToken)
        {
            var assessment = await db.SecurityAssessments.GetAsync(request.AssessmentId, request.Version, cancellationToken);
            var text = request.Outcome == Verdict.Approved ? null : request.Text.Trim();
            assessment.Assess(request.Outcome!, text, request.Outcome == Verdict.Conditions ? request.Due : null, current.PersonId, clock.GetUtcNow());
            await emails.Queue(
                new OutgoingEmail(
                    assessment.SignatoryEmail, assessment.OrganisationId, assessment.Language, Say.EmailVerdictSubject, Say.EmailDear(assessment.SignatoryName),
                    Say.EmailVerdict(assessment.OrganisationName, SecurityWordings.Outcome(assessment)), Say.Link(site.Link(OwnOrganisation.Path("/org/security", assessment.OrganisationId))), Say.EmailCallUs),
                cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            // After a renewal the organisation's process is past the questionnaire and issues no further round.
            if (request.Outcome == Verdict.Failed && await db.SecurityAssessments.AnyAsync(a => a.OrganisationId == assessment.OrganisationId && a.ValidUntil != null, cancellationToken))
                await mediator.Send(new IssueSecurityQuestionnaire(assessment.OrganisationId), cancellationToken);
            return Unit.Value;
        }
    }
}
