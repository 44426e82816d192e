using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The officer has gone through the checklist of the day: the live service is open to the organisation.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record OpenLiveService(Guid OrganisationId, int Version, bool Contacts, bool Users, bool FirstCase, bool WayBack) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<OpenLiveService>
    {
        public Validator() => RuleFor(x => x.Contacts).Must((x, _) => x is { Contacts: true, Users: true, FirstCase: true, WayBack: true }).Saying(Say.CutoverConfirmAll);
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<OpenLiveService, Unit>
    {
        public async Task<Unit> Handle(OpenLiveService command, CancellationToken cancellationToken)
        {
            var goLive = await db.GoLives.GetAsync(command.OrganisationId, command.Version, cancellationToken);
            await db.RequireThatTheCaseGoesOn(command.OrganisationId, cancellationToken);
            Rule.Require((await db.Cases.GetAsync(command.OrganisationId, cancellationToken)).Stage != Stage.Suspended, Say.SuspensionRuleFirst);
            goLive.CutOver(current.PersonId, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
