using System.Globalization;
using System.Text.RegularExpressions;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Targets;

/// <summary>An officer sets a target that differs from the standard, with the reason; the next service level agreement that is issued says so.</summary>
/// <param name="Version">How often the organisation's targets had been changed when the page was shown.</param>
[Needs(Policy.DecideRegistration)]
internal sealed partial record SetServiceLevelTarget(Guid OrganisationId, int Version, string Metric, string Value, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SetServiceLevelTarget>
    {
        public Validator()
        {
            RuleFor(x => x.Metric).Must(m => ServiceLevelMetric.Find(m) is not null).Saying(Say.ChooseAMeasure);
            RuleFor(x => x.Value).Must(v => Number().IsMatch(v.Trim())).Saying(Say.EnterATarget)
                .Must((x, v) => ServiceLevelMetric.Find(x.Metric) is not { IsPercentage: true } || Parsed(v) <= 100).Saying(Say.TargetAtMostHundred)
                .Must((x, v) => ServiceLevelMetric.Find(x.Metric)?.Standard != Parsed(v)).Saying(Say.TargetIsTheStandard);
            RuleFor(x => x.Reason).Reason();
        }
    }

    internal sealed class Handler(AgreementsDbContext db, UnitOfWork unit, IMediator mediator, CurrentActor current, TimeProvider clock) : IRequestHandler<SetServiceLevelTarget, Unit>
    {
        public async Task<Unit> Handle(SetServiceLevelTarget request, CancellationToken cancellationToken)
        {
            await db.RequireThatTargetsCanChange(unit, mediator, request.OrganisationId, request.Version, cancellationToken);
            var now = clock.GetUtcNow();
            var before = await db.AgreedTargets.SingleOrDefaultAsync(t => t.OrganisationId == request.OrganisationId && t.Metric == request.Metric && t.EndedAt == null, cancellationToken);
            before?.End(current.PersonId, now, replaced: true);
            if (before is not null) await db.SaveChangesAsync(cancellationToken); // one target a measure: the old one ends before the new one begins
            var value = Parsed(request.Value).ToString("0.##", CultureInfo.InvariantCulture);
            db.AgreedTargets.Add(new AgreedTarget(Guid.CreateVersion7(now), request.OrganisationId, request.Metric, value, request.Reason.Trim(), current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static decimal Parsed(string value) => decimal.TryParse(value.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : -1;

    [GeneratedRegex(@"^[0-9]{1,4}(\.[0-9]{1,2})?$")]
    private static partial Regex Number();
}
