using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps how the cases are spread over the local justice areas, or over the regions where the areas are not known yet.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveRegions(Guid ApplicationId, int Version, RegionAnswers Answers) : ICommand<Unit>
{
    private const int Whole = 100;

    internal sealed class Validator : AbstractValidator<SaveRegions>
    {
        private const int MostLines = 500;

        public Validator(ReferenceLists lists)
        {
            RuleFor(x => x.Answers.Areas).CustomAsync(async (typed, context, cancellationToken) =>
            {
                var (lines, list) = (Formats.ShareLines(typed), await lists.JusticeAreas(cancellationToken));
                if (lines.Count == 0) return;
                if (lines.Count > MostLines) context.Fail(Say.AreasTooMany(MostLines));
                else if (lines.Select(l => AreaFault(l, list)).OfType<Text>().Take(20).ToList() is { Count: > 0 } faults) faults.ForEach(context.Fail);
                else if (lines.GroupBy(l => list.Find(l.Name)).FirstOrDefault(g => g.Count() > 1) is { } twice) context.Fail(Say.AreaTwice(twice.Key!.Name));
                else if (lines.Sum(l => l.Share) is var total && total != Whole) context.Fail(Say.AreasTotal(total));
            });
            RuleFor(x => x.Answers.London).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.Midlands).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.NorthEast).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.NorthWest).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.SouthEast).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.SouthWest).Must(IsShare).Saying(Say.RegionFormat);
            RuleFor(x => x.Answers.Wales).Must(IsShare).Saying(Say.RegionFormat);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, ReferenceLists lists, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveRegions, Unit>
    {
        public async Task<Unit> Handle(SaveRegions command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            var list = await lists.JusticeAreas(cancellationToken);
            var answers = command.Answers.Lines is { Count: > 0 } lines ? RegionAnswers.Of([.. lines.Select(l => (list.Find(l.Area)!, l.Share!.Value))]) : Tidy(command.Answers);
            if (answers.Total != Whole) throw new InvalidInputException([("Answers.London", Say.RegionsTotal(answers.Total))]);
            await db.Keep(application, Section.Regions, a => a with { Regions = answers }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static Text? AreaFault((string Name, int? Share) line, JusticeAreaList list) =>
        list.Find(line.Name) is null ? Say.AreaUnknown(line.Name.Length > 60 ? line.Name[..60] : line.Name) : line.Share is null or 0 or > Whole ? Say.AreaShare(line.Name) : null;

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
