using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Officer;

/// <summary>HMCTS countersigns; false when the authenticator code was wrong. The second seal follows outside of the transaction.</summary>
[Needs(Policy.Countersign)]
internal sealed record CountersignAgreement(Guid AgreementId, int Version, bool Confirmed, string NameTyped, string Code) : ICommand<bool>
{
    internal sealed class Validator : AbstractValidator<CountersignAgreement>
    {
        public Validator()
        {
            RuleFor(x => x.Confirmed).Equal(true).Saying(Say.ConfirmToCountersign);
            RuleFor(x => x.NameTyped).NotEmpty().Saying(Say.EnterYourFullName).MaximumLength(300).Saying(Say.NameTooLong);
            RuleFor(x => x.Code).Must(Codes.LookRight).Saying(Say.EnterTheCode);
        }
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, IMediator mediator, DueItems due, TimeProvider clock)
        : IRequestHandler<CountersignAgreement, bool>
    {
        public async Task<bool> Handle(CountersignAgreement request, CancellationToken cancellationToken)
        {
            var (person, now) = (current.PersonId, clock.GetUtcNow());
            var agreement = await db.Agreements.GetAsync(request.AgreementId, cancellationToken);
            if (AgreementKinds.CountersignatoryRole(agreement.Kind) is not { } role || !current.Actor.Is(role)) throw new NotFoundException();
            agreement.RequireThatItCanBeCountersigned();
            Rule.Require(agreement.AuthorityDecision?.By != person, Say.NotWhoAcceptedTheAuthority);
            Rule.Require((await mediator.Send(new DescribeOrganisation(agreement.OrganisationId), cancellationToken))?.AcceptedBy != person, Say.NotWhoAcceptedTheRegistration);
            if (agreement.Version != request.Version) throw new ConflictException(request.Version, agreement.Version);
            var name = (await mediator.Send(new NamePeople([person]), cancellationToken)).Single().Name;
            if (!Names.Same(request.NameTyped, name)) throw new InvalidInputException([(nameof(NameTyped), Say.TypeNameAsRecorded(name))]);
            if (await Codes.Give(mediator, request.Code, cancellationToken) is not { } steppedUp) return false;
            agreement.Countersign(
                Guid.CreateVersion7(now), person, name, AgreementKinds.CountersignatoryCapacity(agreement.Kind).In(agreement.Language), new Intent(request.NameTyped.Trim(), ["countersign"], steppedUp, now));
            await SealSignature.Set(due, agreement, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
    }
}
