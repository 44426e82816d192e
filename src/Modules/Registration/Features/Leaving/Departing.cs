using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Who speaks for which side about leaving, and how the checklist stands: computed from facts where the platform has them.</summary>
internal sealed class Departing(PlatformDbContext platform, IMediator mediator)
{
    /// <exception cref="NotFoundException">Neither side's.</exception>
    public static Party PartyOf(Actor actor, Guid organisationId)
    {
        if (actor.PersonId is not { } person) throw new NotFoundException();
        if (actor.IsFor(organisationId, [.. Policies.All[Policy.GiveNotice].Roles])) return new Party(Side.Organisation, person);
        if (!Policy.DecideRegistration.Allows(actor)) throw new NotFoundException();
        Rule.Require(!actor.IsFor(organisationId), Say.RuleOwnOrganisation);
        return new Party(Side.Hmcts, person);
    }

    public async Task<IReadOnlyList<DepartureFinding>> Checklist(Departure departure, CancellationToken cancellationToken)
    {
        var id = departure.OrganisationId;
        var people = await mediator.Send(new FindPeople(id), cancellationToken);
        var agreements = await mediator.Send(new DescribeAgreements(id), cancellationToken);
        var (exported, reviewed) = (await Happened<EvidencePackTaken>(departure, cancellationToken), await Happened<ServiceReviewHeld>(departure, cancellationToken));
        return
        [
            .. Enum.GetValues<DepartureItem>().Select(item => (Item: item, Check: departure.Checks.SingleOrDefault(c => c.Item == item))).Select(i => new DepartureFinding(i.Item, i.Check is not null || i.Item switch
            {
                DepartureItem.FinalReview => reviewed,
                DepartureItem.DataExport => exported,
                DepartureItem.Agreements => agreements.Agreements.All(a => a.Declined is not null),
                DepartureItem.Accounts => people.Count == 0,
                _ => false,
            }, i.Check)),
        ];
    }

    /// <summary>Since the notice was given.</summary>
    private Task<bool> Happened<TEvent>(Departure departure, CancellationToken cancellationToken)
        where TEvent : IEvent
    {
        var name = EventCatalogue.NameOf(typeof(TEvent));
        return platform.Events.AnyAsync(e => e.Subject == departure.OrganisationId && e.Name == name && e.At >= departure.NoticeAt, cancellationToken);
    }
}
