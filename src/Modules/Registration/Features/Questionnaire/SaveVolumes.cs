using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps how many cases a year are expected by each method.</summary>
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
            RuleFor(x => x.Answers.Sjp).Must((x, _) => x.Answers.Total > 0).Saying(Say.VolumeNone)
                .When(x => IsVolume(x.Answers.Sjp) && IsVolume(x.Answers.PostalRequisition) && IsVolume(x.Answers.Summons));
        }

        private static bool IsVolume(string typed) => Formats.Number(typed) is <= VolumeAnswers.Most;
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveVolumes, Unit>
    {
        public async Task<Unit> Handle(SaveVolumes command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, a => a with { Volumes = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static VolumeAnswers Tidy(VolumeAnswers a) => new()
    {
        Sjp = $"{Formats.Number(a.Sjp)}",
        PostalRequisition = $"{Formats.Number(a.PostalRequisition)}",
        Summons = $"{Formats.Number(a.Summons)}",
    };
}
