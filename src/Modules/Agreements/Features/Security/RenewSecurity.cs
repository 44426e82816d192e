using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Agreements;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>An officer has the questionnaire answered again before its approval ends, or because something material has changed.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record RenewSecurity(Guid AssessmentId, int Version, string Text) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<RenewSecurity>
    {
        public Validator() => RuleFor(x => x.Text).Reason();
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, IMediator mediator, TimeProvider clock) : IRequestHandler<RenewSecurity, Unit>
    {
        public async Task<Unit> Handle(RenewSecurity request, CancellationToken cancellationToken)
        {
            var assessment = await db.SecurityAssessments.GetAsync(request.AssessmentId, request.Version, cancellationToken);
            assessment.Renew(request.Text.Trim(), current.PersonId, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            await mediator.Send(new IssueSecurityQuestionnaire(assessment.OrganisationId), cancellationToken);
            return Unit.Value;
        }
    }
}
