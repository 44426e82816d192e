using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps how many cases a year are expected by each method, and how many in the busiest month.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveVolumes(Guid ApplicationId, int Version, VolumeAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveVolumes>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.Sjp).Must(IsVolume).Saying(Say.VolumeFormat);
            RuleFor(x => x.Answers.PostalRequisition).Must(IsVolume).Saying(Say.VolumeFormat);
            RuleFor(x => x.Answers.Summons).Must(IsVolume).Saying(Say.VolumeFormat);
            RuleFor(x => x.Answers.Charge).Must(IsVolume).Saying(Say.VolumeFormat);
            RuleFor(x => x.Answers.Sjp).Must((x, _) => x.Answers.Total > 0).Saying(Say.VolumeNone).When(x => AreVolumes(x.Answers));
            RuleForEach(x => x.Answers.Monthly).Must(v => Formats.Line(v).Length > 0 && IsVolume(v)).Saying(Say.MonthFormat).When(x => x.Answers.ByMonth);
            RuleFor(x => x.Answers.Monthly).Must(m => m!.Count == VolumeAnswers.Months.Count).OverridePropertyName("Answers.Monthly[0]").Saying(Say.MonthFormat).When(x => x.Answers.ByMonth);
            RuleFor(x => x.Answers.Monthly).Must((x, m) => Sum(m!) == x.Answers.Total).OverridePropertyName("Answers.Monthly[0]").Saying(x => Say.MonthsTotal(Sum(x.Answers.Monthly!), x.Answers.Total))
                .When(x => x.Answers.ByMonth && AreVolumes(x.Answers) && x.Answers.Monthly!.All(m => Formats.Line(m).Length > 0 && IsVolume(m)));
            RuleFor(x => x.Answers.PeakMonth).Must(VolumeAnswers.Months.Contains).Saying(Say.SelectPeakMonth).When(x => !x.Answers.ByMonth);
            RuleFor(x => x.Answers.PeakCases).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0 && IsVolume(v)).Saying(Say.EnterPeakCases)
                .Must((x, v) => 12L * Formats.Number(v) >= x.Answers.Total && Formats.Number(v) <= x.Answers.Total).Saying(Say.PeakOutOfRange).When(x => AreVolumes(x.Answers), ApplyConditionTo.CurrentValidator).When(x => !x.Answers.ByMonth);
        }

        private static int Sum(IReadOnlyList<string> months) => months.Sum(m => Formats.Number(m) ?? 0);

        private static bool AreVolumes(VolumeAnswers a) => IsVolume(a.Sjp) && IsVolume(a.PostalRequisition) && IsVolume(a.Summons) && IsVolume(a.Charge);

        private static bool IsVolume(string typed) => Formats.Number(typed) is <= VolumeAnswers.Most;
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveVolumes, Unit>
    {
        public async Task<Unit> Handle(SaveVolumes command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, Section.Volumes, a => a with { Volumes = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static VolumeAnswers Tidy(VolumeAnswers a) => new()
    {
        Sjp = $"{Formats.Number(a.Sjp)}",
        PostalRequisition = $"{Formats.Number(a.PostalRequisition)}",
        Summons = $"{Formats.Number(a.Summons)}",
        Charge = $"{Formats.Number(a.Charge)}",
        PeakMonth = a.ByMonth ? VolumeAnswers.Months[Busiest(a)] : a.PeakMonth,
        PeakCases = $"{Formats.Number(a.ByMonth ? a.Monthly![Busiest(a)] : a.PeakCases)}",
        Monthly = a.ByMonth ? [.. a.Monthly!.Select(m => $"{Formats.Number(m)}")] : null,
    };

    private static int Busiest(VolumeAnswers a) => Enumerable.Range(0, VolumeAnswers.Months.Count).MaxBy(i => Formats.Number(a.Monthly![i]));
}
