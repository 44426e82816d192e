using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Organisation;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Mediation;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Officer;

/// <summary>
/// An officer answers the signatory's questions (where there are any), accepts or refuses the person named instead, and asks for the
/// agreement to be issued again.
/// </summary>
[Needs(Policy.DecideRegistration)]
internal sealed record AskForReissue(Guid AgreementId, int Version, bool? Accept, string Text) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AskForReissue>
    {
        public Validator() => RuleFor(x => x.Text).Reason().When(x => x.Text.Trim().Length > 0);
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, IMediator mediator, Emails emails, TimeProvider clock) : IRequestHandler<AskForReissue, Unit>
    {
        public async Task<Unit> Handle(AskForReissue request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var agreement = await db.Agreements.GetAsync(request.AgreementId, request.Version, cancellationToken);
            var answer = request.Text.Trim().Length > 0 ? db.Reasons.Keep(agreement, request.Text, now) : null;
            agreement.AskForReissue(current.PersonId, request.Accept, answer?.Id, now);
            var officer = await mediator.OfficerNow(agreement, cancellationToken);
            foreach (var signatory in agreement.Signatories().Where(s => s.PersonId == agreement.ClosedBy && agreement.ClosingCode == ClosingCode.Questions))
                await emails.Queue(
                    new OutgoingEmail(
                        signatory.Email, agreement.OrganisationId, agreement.Language, Say.EmailAnsweredSubject(AgreementKinds.Title(agreement.Kind)),
                        Say.EmailDear(signatory.Name), Say.EmailAnswered(AgreementKinds.Title(agreement.Kind), agreement.Particulars.OrganisationName), officer.WhomToCall()),
                    cancellationToken);
            await db.IssueNextUnlessTheProcessDoes(mediator, agreement, cancellationToken);
            return Unit.Value;
        }
    }
}
