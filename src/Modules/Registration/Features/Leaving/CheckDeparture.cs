using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>An officer says how an item of the checklist was seen to that no fact of the platform shows.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record CheckDeparture(Guid DepartureId, int Version, DepartureItem? Item, string Statement) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<CheckDeparture>
    {
        public Validator()
        {
            RuleFor(x => x.Item).Must(i => i is { } item && Departure.ByHand.Contains(item)).Saying(Say.LeavingChooseItem);
            RuleFor(x => x.Statement).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.LeavingEnterStatement).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<CheckDeparture, Unit>
    {
        public async Task<Unit> Handle(CheckDeparture command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var departure = await db.Departures.GetAsync(command.DepartureId, command.Version, cancellationToken);
            var reason = db.Keep(departure.OrganisationId, command.Statement, current.PersonId, now)!.Value;
            departure.Check(new DepartureCheck(Guid.CreateVersion7(now), departure.Id, command.Item!.Value, reason, current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>Ends every role that people hold for an organisation that has left, and with them their sessions.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record CloseAccounts(Guid DepartureId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, IMediator mediator) : IRequestHandler<CloseAccounts, Unit>
    {
        public async Task<Unit> Handle(CloseAccounts command, CancellationToken cancellationToken)
        {
            var departure = await db.Departures.GetAsync(command.DepartureId, command.Version, cancellationToken);
            Rule.Require(departure.IsOffBoarding, Say.LeavingRuleNotYet);
            foreach (var person in await mediator.Send(new FindPeople(departure.OrganisationId), cancellationToken))
                foreach (var role in person.Roles) await mediator.Send(new EndMembership(person.PersonId, role, departure.OrganisationId), cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>The second person closes: everything on the checklist is done. Nothing is deleted, and nothing changes any more.</summary>
[Needs(Policy.DecideExit)]
internal sealed record CloseOrganisation(Guid DepartureId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, Departing departing, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<CloseOrganisation, Unit>
    {
        public async Task<Unit> Handle(CloseOrganisation command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var departure = await db.Departures.GetAsync(command.DepartureId, command.Version, cancellationToken);
            departure.Close(await departing.Checklist(departure, cancellationToken), current.PersonId, now);
            var onboarding = await db.Cases.GetAsync(departure.OrganisationId, cancellationToken);
            onboarding.Close(now);
            await db.SaveChangesAsync(cancellationToken);
            await email.ToHmcts(onboarding.Id, [Roles.SeniorOnboardingManager], $"/officer/org/{onboarding.Id}/leaving", Say.EmailClosedSubject(onboarding.Name), Say.EmailClosed(onboarding.Name));
            return Unit.Value;
        }
    }
}
