using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Signing;

/// <summary>
/// The named signatory signs. False when the authenticator code was wrong: that is a result, so that the failed try is counted. The
/// sealed PDF follows outside of the transaction.
/// </summary>
[Needs(Policy.SignAgreement)]
internal sealed record SignAgreement(Guid AgreementId, int Version, IReadOnlyList<string> Statements, string? Authority, string OtherAuthority, string NameTyped, string Code) : ICommand<bool>
{
    public const string Agree = "agree";

    private StatedAuthority Stated => new(Authority!, Authority == StatedAuthority.Other ? OtherAuthority.Trim() : null);

    internal sealed class Validator : AbstractValidator<SignAgreement>
    {
        public Validator()
        {
            RuleFor(x => x.Statements).Must(s => s.Contains(Agree)).Saying(Say.TickTheStatement);
            RuleFor(x => x.Authority).Must(a => a is not null && StatedAuthority.Codes.Contains(a)).Saying(Say.ChooseYourAuthority);
            RuleFor(x => x.OtherAuthority).NotEmpty().Saying(Say.EnterYourAuthority).MaximumLength(300).Saying(Say.AuthorityTooLong).When(x => x.Authority == StatedAuthority.Other);
            RuleFor(x => x.NameTyped).NotEmpty().Saying(Say.EnterYourFullName).MaximumLength(300).Saying(Say.NameTooLong);
            RuleFor(x => x.Code).Must(Codes.LookRight).Saying(Say.EnterTheCode);
        }
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, IMediator mediator, DueItems due, TimeProvider clock) : IRequestHandler<SignAgreement, bool>
    {
        public async Task<bool> Handle(SignAgreement request, CancellationToken cancellationToken)
        {
            var (person, now) = (current.PersonId, clock.GetUtcNow());
            var agreement = await db.Agreements.Of(current.Actor).GetAsync(request.AgreementId, cancellationToken);
            var named = agreement.Signatories().FirstOrDefault(s => s.PersonId == person) ?? throw new NotFoundException();
            agreement.RequireThatItCanBeSignedBy(person, now);
            if (agreement.Version != request.Version) throw new ConflictException(request.Version, agreement.Version);
            if (!Names.Same(request.NameTyped, named.Name))
                throw new InvalidInputException([(nameof(NameTyped), Say.TypeNameAsRecorded(named.Name))]);
            if (await Codes.Give(mediator, request.Code, cancellationToken) is not { } steppedUp) return false;
            agreement.Sign(
                Guid.CreateVersion7(now), person, request.Stated, new Intent(request.NameTyped.Trim(), [Agree], steppedUp, now));
            await SealSignature.Set(due, agreement, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
    }
}
