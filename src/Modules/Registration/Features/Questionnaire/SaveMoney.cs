using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps what the organisation claims in court beside the fine.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveMoney(Guid ApplicationId, int Version, MoneyAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveMoney>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.ClaimsCosts).Must(v => v is not null).Saying(Say.SelectCosts);
            When(x => x.Answers.ClaimsCosts == true, () => RuleFor(x => x.Answers.UsualCosts).Must(v => Formats.Amount(v) is not null).Saying(Say.AmountFormat));
            RuleFor(x => x.Answers.ClaimsCompensation).Must(v => v is not null).Saying(Say.SelectCompensation);
            When(x => x.Answers.ClaimsCompensation == true, () => RuleFor(x => x.Answers.MostCompensation).Must(v => Formats.Amount(v) is not null).Saying(Say.AmountFormat));
            When(x => x.Answers.ClaimsBackDuty == true, () =>
            {
                RuleFor(x => x.Answers.LeastBackDuty).Must(v => Formats.Amount(v) is not null).Saying(Say.AmountFormat);
                RuleFor(x => x.Answers.MostBackDuty).Cascade(CascadeMode.Stop)
                    .Must(v => Formats.Amount(v) is not null).Saying(Say.AmountFormat)
                    .Must((x, v) => Formats.Amount(v) >= (Formats.Amount(x.Answers.LeastBackDuty) ?? 0)).Saying(Say.BackDutyOrder);
            });
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveMoney, Unit>
    {
        public async Task<Unit> Handle(SaveMoney command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            var mayClaimBackDuty = application.Answers.Organisation?.MayClaimBackDuty == true;
            if (mayClaimBackDuty && command.Answers.ClaimsBackDuty is null) throw new InvalidInputException([("Answers.ClaimsBackDuty", Say.SelectBackDuty)]);
            await db.Keep(application, Section.Money, a => a with { Money = Tidy(command.Answers, mayClaimBackDuty) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static MoneyAnswers Tidy(MoneyAnswers a, bool mayClaimBackDuty) => new()
    {
        ClaimsCosts = a.ClaimsCosts,
        UsualCosts = a.ClaimsCosts == true ? Formats.Pounds(a.UsualCosts) : "",
        ClaimsCompensation = a.ClaimsCompensation,
        MostCompensation = a.ClaimsCompensation == true ? Formats.Pounds(a.MostCompensation) : "",
        ClaimsBackDuty = mayClaimBackDuty ? a.ClaimsBackDuty : null,
        LeastBackDuty = mayClaimBackDuty && a.ClaimsBackDuty == true ? Formats.Pounds(a.LeastBackDuty) : "",
        MostBackDuty = mayClaimBackDuty && a.ClaimsBackDuty == true ? Formats.Pounds(a.MostBackDuty) : "",
    };
}
