using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>The organisation's service owner, or the test manager, agrees with the results; when both have, testing has passed.</summary>
[Needs(Policy.SignedIn)]
internal sealed record SignOffTesting(Guid OrganisationId, int Version, bool Agreed) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SignOffTesting>
    {
        public Validator() => RuleFor(x => x.Agreed).Equal(true).Saying(Say.TestingConfirmAgreed);
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock)
        : IRequestHandler<SignOffTesting, Unit>
    {
        public async Task<Unit> Handle(SignOffTesting command, CancellationToken cancellationToken)
        {
            var id = command.OrganisationId;
            var party = current.Actor.SignsOff(id) ?? throw new NotFoundException();
            var schedule = await db.Schedules.GetAsync(id, command.Version, cancellationToken);
            schedule.SignOff(party, await db.DefectsOf(id, cancellationToken), clock.GetUtcNow());
            await gates.Refresh(id, cancellationToken);
            var name = await email.NameOf(id);
            if (party.Side == Side.Hmcts) await email.ToOrganisation(id, [Roles.OrganisationServiceOwner], "/org/testing", Say.EmailSignedOffSubject(name), Say.EmailSignedOffByHmcts(name));
            else await email.ToHmcts(id, [Roles.TestManager], $"/officer/org/{id}/testing", Say.EmailSignedOffSubject(name), Say.EmailSignedOff(name));
            return Unit.Value;
        }
    }
}
