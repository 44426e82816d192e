using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Either side says that the organisation leaves after a last day; the other side is told.</summary>
[Needs(Policy.SignedIn)]
internal sealed record GiveNotice(Guid OrganisationId, DateOnly? LastDay, string Reason, bool Confirmed) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<GiveNotice>
    {
        public Validator()
        {
            RuleFor(x => x.LastDay).NotNull().Saying(Say.LeavingEnterLastDay);
            RuleFor(x => x.Reason).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.EnterReason).AtMost(Reasons.Longest, Say.ReasonLength);
            RuleFor(x => x.Confirmed).Equal(true).Saying(Say.LeavingConfirm);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, DueItems due, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<GiveNotice, Unit>
    {
        public async Task<Unit> Handle(GiveNotice command, CancellationToken cancellationToken)
        {
            var (now, id, last, party) = (clock.GetUtcNow(), command.OrganisationId, command.LastDay!.Value, Departing.PartyOf(current.Actor, command.OrganisationId));
            var onboarding = await db.Cases.GetAsync(id, cancellationToken);
            onboarding.PlanToLeave(last, now);
            var role = party.Side == Side.Hmcts ? null : Policies.All[Policy.GiveNotice].Roles.First(r => current.Actor.IsFor(id, r));
            var departure = new Departure(Guid.CreateVersion7(now), id, party, role, last, db.Keep(id, command.Reason, party.PersonId, now)!.Value, now);
            db.Departures.Add(departure);
            await due.Set(DepartureDue.For(departure), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await email.ToOrganisation(id, LeavingNews.Readers, "/org/leaving", Say.EmailNoticeSubject(onboarding.Name), Say.EmailNotice(onboarding.Name, last));
            await email.ToHmcts(id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/leaving", Say.EmailNoticeSubject(onboarding.Name), Say.EmailNotice(onboarding.Name, last));
            return Unit.Value;
        }
    }
}

/// <summary>Takes the notice back before the last day is over, by the side that gave it; the conditions of being live are checked again.</summary>
[Needs(Policy.SignedIn)]
internal sealed record TakeNoticeBack(Guid DepartureId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<TakeNoticeBack, Unit>
    {
        public async Task<Unit> Handle(TakeNoticeBack command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var departure = await db.Departures.GetAsync(command.DepartureId, command.Version, cancellationToken);
            var id = departure.OrganisationId;
            departure.TakeBack(Departing.PartyOf(current.Actor, id), now);
            var red = (await gates.Refresh(id, cancellationToken)).Where(g => g.Stops).ToList();
            Rule.Require(red.Count == 0, Say.LeavingRuleGatesRed(Gates.Names(red)));
            var onboarding = await db.Cases.GetAsync(id, cancellationToken);
            onboarding.Stay(now);
            await db.SaveChangesAsync(cancellationToken);
            await email.ToOrganisation(id, LeavingNews.Readers, "/org/leaving", Say.EmailNoticeBackSubject(onboarding.Name), Say.EmailNoticeBack(onboarding.Name));
            await email.ToHmcts(id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/leaving", Say.EmailNoticeBackSubject(onboarding.Name), Say.EmailNoticeBack(onboarding.Name));
            return Unit.Value;
        }
    }
}

internal static class LeavingNews
{
    public static readonly string[] Readers = [Roles.AccountablePerson, Roles.OrganisationServiceOwner, Roles.AccountAdministrator, Roles.SecuritySignatory];
}
