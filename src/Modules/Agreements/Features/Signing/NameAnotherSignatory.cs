using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Signing;

/// <summary>"I am not the right person": names the one who is. An officer accepts that before the other person is asked.</summary>
[Needs(Policy.SignAgreement)]
internal sealed record NameAnotherSignatory(Guid AgreementId, int Version, string Name, string JobTitle, string Email, string Text) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<NameAnotherSignatory>
    {
        public Validator()
        {
            RuleFor(x => x.Name).NotEmpty().Saying(Say.EnterTheirName).MaximumLength(300).Saying(Say.NameTooLong);
            RuleFor(x => x.JobTitle).NotEmpty().Saying(Say.EnterTheirJobTitle).MaximumLength(200).Saying(Say.JobTitleTooLong);
            RuleFor(x => x.Email).Must(LooksLikeAnAddress).Saying(Say.EnterTheirEmail);
            RuleFor(x => x.Text).Reason();
        }

        private static bool LooksLikeAnAddress(string email) =>
            email.Trim() is var address && address.Length is > 5 and <= 254 && address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
            && address.LastIndexOf('@') == at && address.LastIndexOf('.') > at + 1 && !address.EndsWith('.') && !address.Any(char.IsWhiteSpace);
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<NameAnotherSignatory, Unit>
    {
        public async Task<Unit> Handle(NameAnotherSignatory request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var agreement = await db.Agreements.Of(current.Actor).GetAsync(request.AgreementId, request.Version, cancellationToken);
            if (agreement.PartyOf(current.PersonId) is null) throw new NotFoundException();
            var reason = db.Reasons.Keep(agreement, request.Text, now);
            agreement.NameAnother(request.Name.Trim(), request.JobTitle.Trim(), request.Email.Trim(), current.PersonId, reason.Id, now);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
