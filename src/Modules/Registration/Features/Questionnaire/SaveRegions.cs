using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps how the cases are spread over the regions.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveRegions(Guid ApplicationId, int Version, RegionAnswers Answers) : ICommand<Unit>
{
    private const int Whole = 100;

    internal sealed class Validator : AbstractValidator<SaveRegions>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.London).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.Midlands).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.NorthEast).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.NorthWest).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.SouthEast).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.SouthWest).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.Wales).Must(IsShare).Saying(Say.RegionFormat);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveRegions, Unit>
    {
        public async Task<Unit> Handle(SaveRegions command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            if (command.Answers.Total != Whole) throw new InvalidInputException([("Answers.London", Say.RegionsTotal(command.Answers.Total))]);
            await db.Keep(application, a => a with { Regions = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static bool IsShare(string typed) => Formats.Number(typed) is >= 0 and <= Whole;

    private static RegionAnswers Tidy(RegionAnswers a) => new()
    {
        London = $"{Formats.Number(a.London)}",
        Midlands = $"{Formats.Number(a.Midlands)}",
        NorthEast = $"{Formats.Number(a.NorthEast)}",
        NorthWest = $"{Formats.Number(a.NorthWest)}",
        SouthEast = $"{Formats.Number(a.SouthEast)}",
        SouthWest = $"{Formats.Number(a.SouthWest)}",
        Wales = $"{Formats.Number(a.Wales)}",
    };
}
