using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Gives several organisations to one officer; all of them or none.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record AssignCases(IReadOnlyList<Guid> Organisations, Guid? OfficerId) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AssignCases>
    {
        public Validator()
        {
            RuleFor(x => x.Organisations).Must(o => o.Count is > 0 and <= BoardPage.PageSize).Saying(Say.AssignChooseOrganisations);
            RuleFor(x => x.OfficerId).NotNull().Saying(Say.AssignChooseOfficer);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, IMediator mediator, CurrentActor current, TimeProvider clock) : IRequestHandler<AssignCases, Unit>
    {
        public async Task<Unit> Handle(AssignCases command, CancellationToken cancellationToken)
        {
            if ((await mediator.Officers(cancellationToken)).All(o => o.PersonId != command.OfficerId)) throw new InvalidInputException([(nameof(OfficerId), Say.AssignChooseOfficer)]);
            var asked = command.Organisations.Distinct().ToList();
            var cases = await db.Cases.VisibleTo(current.Actor).Where(c => asked.Contains(c.Id)).ToListAsync(cancellationToken);
            if (cases.Count != asked.Count) throw new NotFoundException();
            foreach (var onboarding in cases) onboarding.Take(command.OfficerId!.Value, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
