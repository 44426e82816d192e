using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>An organisation and its owner as the board showed them.</summary>
internal sealed record SeenCase(Guid Id, Guid? OwnerId)
{
    /// <summary>As a row's checkbox carries it: the organisation, and its owner where it had one.</summary>
    public override string ToString() => $"{Id:D} {OwnerId:D}".TrimEnd();

    public static SeenCase? Read(string? value) => (value ?? "").Split(' ') is { Length: <= 2 } parts && Guid.TryParseExact(parts[0], "D", out var id)
        ? parts.Length == 1 ? new(id, null) : Guid.TryParseExact(parts[1], "D", out var owner) ? new(id, owner) : null
        : null;
}

/// <summary>Gives several organisations to one officer; all of them or none. What somebody else took or was given meanwhile isn't taken away unseen.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record AssignCases(IReadOnlyList<SeenCase> Organisations, Guid? OfficerId) : ICommand<Unit>
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
            var seen = command.Organisations.DistinctBy(o => o.Id).ToDictionary(o => o.Id, o => o.OwnerId);
            var asked = seen.Keys.ToList();
            var cases = await db.Cases.VisibleTo(current.Actor).Where(c => asked.Contains(c.Id)).ToListAsync(cancellationToken);
            if (cases.Count != asked.Count) throw new NotFoundException();
            if (cases.FirstOrDefault(c => c.OwnerId != seen[c.Id] && c.OwnerId != command.OfficerId) is { } taken)
                throw new RuleBrokenException(Say.AssignOwnedMeanwhile(taken.Name, (await mediator.Names([taken.OwnerId], cancellationToken)).Values.FirstOrDefault() ?? Say.OwnerNobody.ToString()));
            foreach (var onboarding in cases) onboarding.Take(command.OfficerId!.Value, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
