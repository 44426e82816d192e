using System.Globalization;
using System.Text.RegularExpressions;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>The service owner of HMCTS enters a figure that the platform can't count, and says where it was taken from.</summary>
/// <param name="Version">How many figures had been entered for the quarter when the page was shown.</param>
[Needs(Policy.HoldServiceReviews)]
internal sealed partial record EnterFigure(Guid OrganisationId, int Version, DateOnly? Ends, string Metric, string Value, string Cases, string Source) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<EnterFigure>
    {
        public Validator()
        {
            RuleFor(x => x.Metric).Must(m => ServiceMeasure.ToEnter.Any(t => t.Id == m)).Saying(Say.ChooseAMeasure);
            RuleFor(x => x.Value).Must(v => Percentage(v) is not null).Saying(Say.EnterAPercentage);
            RuleFor(x => x.Cases).Must(c => Whole(c) is not null).When(x => ServiceMeasure.Find(x.Metric) is { HasCases: true }).Saying(Say.EnterHowManyCases);
            RuleFor(x => x.Source).Reason();
        }
    }

    internal sealed class Handler(AgreementsDbContext db, UnitOfWork unit, IMediator mediator, CurrentActor current, TimeProvider clock) : IRequestHandler<EnterFigure, Unit>
    {
        public async Task<Unit> Handle(EnterFigure command, CancellationToken cancellationToken)
        {
            if (current.Actor.ForReviewsOf(command.OrganisationId).Side != ReviewSide.Hmcts) throw new NotFoundException();
            if (await mediator.Send(new DescribeOrganisation(command.OrganisationId), cancellationToken) is null) throw new NotFoundException();
            var now = clock.GetUtcNow();
            var open = await db.MeasuredDays(command.OrganisationId, now.CivilDate(), cancellationToken);
            Rule.Require(open.Any(m => m.Days.To == command.Ends), Say.FiguresAreFrozen);
            await unit.Lock($"figures {command.OrganisationId:D}", cancellationToken);
            var version = await db.EnteredFigures(command.OrganisationId, command.Ends!.Value, cancellationToken);
            if (version != command.Version) throw new ConflictException(command.Version, version);
            var before = await db.MetricEntries.SingleOrDefaultAsync(
                e => e.OrganisationId == command.OrganisationId && e.Ends == command.Ends && e.Metric == command.Metric && e.ReplacedAt == null, cancellationToken);
            before?.Replace(now);
            if (before is not null) await db.SaveChangesAsync(cancellationToken); // one entry a measure: the old one ends before the new one begins
            var cases = ServiceMeasure.Find(command.Metric)!.HasCases ? Whole(command.Cases) : null;
            db.MetricEntries.Add(new MetricEntry(
                Guid.CreateVersion7(now), command.OrganisationId, command.Ends.Value, command.Metric, Percentage(command.Value)!.Value, cases, command.Source.Trim(), current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    /// <summary>0 to 100, with at most two decimals; a percent sign may follow.</summary>
    internal static decimal? Percentage(string? typed) => Number().Match((typed ?? "").Trim()) is { Success: true } found
        && decimal.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) is <= 100 and var number ? number : null;

    private static int? Whole(string? typed) =>
        int.TryParse((typed ?? "").Trim().Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000_000 ? number : null;

    [GeneratedRegex(@"^([0-9]{1,3}(?:\.[0-9]{1,2})?) ?%?$")]
    private static partial Regex Number();
}

internal static class EnteringFigures
{
    /// <summary>How many were entered for the quarter, those that others replaced included: it grows with each.</summary>
    public static Task<int> EnteredFigures(this AgreementsDbContext db, Guid organisationId, DateOnly ends, CancellationToken cancellationToken) =>
        db.MetricEntries.CountAsync(e => e.OrganisationId == organisationId && e.Ends == ends, cancellationToken);
}
