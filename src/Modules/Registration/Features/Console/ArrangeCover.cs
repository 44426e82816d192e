using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Another officer looks after my organisations from one day to another.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record ArrangeCover(Guid? CoveringId, DateOnly? From, DateOnly? To) : ICommand<Unit>
{
    private const int MostDays = 366;

    internal sealed class Validator : AbstractValidator<ArrangeCover>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(x => x.CoveringId).NotNull().Saying(Say.CoverChoosePerson);
            RuleFor(x => x.From).NotNull().Saying(Say.CoverEnterFrom);
            RuleFor(x => x.To).Cascade(CascadeMode.Stop).NotNull().Saying(Say.CoverEnterTo)
                .Must((x, to) => x.From is null || (to >= x.From && to >= clock.GetUtcNow().CivilDate() && to <= x.From.Value.AddDays(MostDays))).Saying(Say.CoverToOrder(MostDays));
        }
    }

    internal sealed class Handler(RegistrationDbContext db, IMediator mediator, CurrentActor current, TimeProvider clock) : IRequestHandler<ArrangeCover, Unit>
    {
        public async Task<Unit> Handle(ArrangeCover command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            if ((await mediator.Officers(cancellationToken)).All(o => o.PersonId != command.CoveringId)) throw new InvalidInputException([(nameof(CoveringId), Say.CoverChoosePerson)]);
            db.Covers.Add(new Cover(Guid.CreateVersion7(now), current.PersonId, command.CoveringId!.Value, command.From!.Value, command.To!.Value, now));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>Ends a cover early; either of the two may.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record EndCover(Guid CoverId) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<EndCover, Unit>
    {
        public async Task<Unit> Handle(EndCover command, CancellationToken cancellationToken)
        {
            var me = current.PersonId;
            var cover = await db.Covers.SingleOrDefaultAsync(c => c.Id == command.CoverId && (c.AbsentId == me || c.CoveringId == me), cancellationToken) ?? throw new NotFoundException();
            cover.End(clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>Those who can own a case.</summary>
internal static class Owning
{
    public static async Task<IReadOnlyList<PersonSummary>> Officers(this IMediator mediator, CancellationToken cancellationToken) =>
        [.. (await mediator.Send(new FindPeople(null, Roles.OnboardingOfficer, Roles.SeniorOnboardingManager), cancellationToken)).DistinctBy(p => p.PersonId).OrderBy(p => p.Name, StringComparer.Ordinal)];
}
