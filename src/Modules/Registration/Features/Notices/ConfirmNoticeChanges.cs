using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Confirms that the minor changes were made with which notices passed: by whoever the reviewer named, or by HMCTS in their place.</summary>
[Needs(Policy.SignedIn)]
internal sealed record ConfirmNoticeChanges(Guid RoundId, int Version, bool Made) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ConfirmNoticeChanges>
    {
        public Validator() => RuleFor(x => x.Made).Equal(true).Saying(Say.NoticesConfirmMade);
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<ConfirmNoticeChanges, Unit>
    {
        public async Task<Unit> Handle(ConfirmNoticeChanges command, CancellationToken cancellationToken)
        {
            var round = await db.NoticeRounds.GetAsync(command.RoundId, cancellationToken);
            if (!round.MayBeConfirmedBy(current.Actor)) throw new NotFoundException();
            if (round.Version != command.Version) throw new ConflictException(command.Version, round.Version);
            round.ConfirmChanges(current.PersonId, clock.GetUtcNow());
            await gates.Refresh(round.OrganisationId, cancellationToken);
            await email.ToOtherSide(
                current.Actor.For(round.OrganisationId).Side, round.OrganisationId, "testing", Say.EmailChangesMadeSubject(await email.NameOf(round.OrganisationId)), Say.EmailChangesMade(round.Number));
            return Unit.Value;
        }
    }
}

/// <summary>Who may confirm minor changes.</summary>
internal static class NoticeConfirmers
{
    private static readonly string[] OfOrganisation = [Roles.Applicant, Roles.OrganisationServiceOwner, Roles.AccountAdministrator];

    /// <summary>The people of the organisation who test, and the test managers.</summary>
    public static async Task<IReadOnlyList<PersonSummary>> Confirmers(this IMediator mediator, Guid organisationId, CancellationToken cancellationToken) =>
        [.. (await mediator.Send(new FindPeople(organisationId, OfOrganisation), cancellationToken)).Concat(await mediator.Send(new FindPeople(null, Roles.TestManager), cancellationToken)).DistinctBy(p => p.PersonId)];

    public static bool MayBeConfirmedBy(this NoticeRound round, Actor actor) =>
        Policy.TestForHmcts.Allows(actor) || (round.ConfirmerId == actor.PersonId && actor.IsFor(round.OrganisationId, OfOrganisation));

    public static async Task ToNoticeConfirmer(this OnboardingEmail email, NoticeRound round)
    {
        var (id, name) = (round.OrganisationId, await email.NameOf(round.OrganisationId));
        var faults = round.Findings.Count(f => f.Result == PointResult.Fail);
        await email.ToOrganisation(id, "/org/templates", Say.EmailNoticesPassedSubject, Say.EmailNoticesPassedWithChanges(round.Number, faults));
        await email.ToPerson(id, round.ConfirmerId!.Value, "/org/templates", $"/officer/templates/review/{round.Id}", Say.EmailConfirmChangesSubject(name), Say.EmailConfirmChanges(faults));
    }
}
