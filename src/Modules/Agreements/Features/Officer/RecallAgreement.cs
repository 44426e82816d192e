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

/// <summary>HMCTS takes back an agreement that nobody has signed yet, and tells the signatory.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record RecallAgreement(Guid AgreementId, int Version, string Text) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<RecallAgreement>
    {
        public Validator() => RuleFor(x => x.Text).Reason();
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, IMediator mediator, Emails emails, TimeProvider clock) : IRequestHandler<RecallAgreement, Unit>
    {
        public async Task<Unit> Handle(RecallAgreement request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var agreement = await db.Agreements.GetAsync(request.AgreementId, request.Version, cancellationToken);
            var wasOut = agreement.Standing == Standing.WithSignatory;
            agreement.Recall(current.PersonId, db.Reasons.Keep(agreement, request.Text, now).Id, now);
            var officer = await mediator.OfficerNow(agreement, cancellationToken);
            foreach (var signatory in wasOut ? agreement.Signatories() : [])
                await emails.Queue(
                    new OutgoingEmail(
                        signatory.Email, agreement.OrganisationId, agreement.Language, Say.EmailRecalledSubject(AgreementKinds.Title(agreement.Kind)),
                        Say.EmailDear(signatory.Name),
                        Say.EmailRecalled(AgreementKinds.Title(agreement.Kind), agreement.Particulars.OrganisationName), officer.WhomToCall()),
                    cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
