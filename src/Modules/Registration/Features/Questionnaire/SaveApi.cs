using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps whether the organisation will build an interface; who it builds it with and how it connects is asked on the next two pages.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveApi(Guid ApplicationId, int Version, ApiAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveApi>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.Ability).Must(ApiAnswers.Abilities.Contains).Saying(Say.SelectAbility);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveApi, Unit>
    {
        public async Task<Unit> Handle(SaveApi command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, Section.Api, a => a with { Api = Tidy(a.Api, command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static ApiAnswers Tidy(ApiAnswers? saved, ApiAnswers typed) => typed.Builds ? (saved ?? new()) with { Ability = typed.Ability } : new() { Ability = typed.Ability };
}
