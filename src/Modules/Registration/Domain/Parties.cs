using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

/// <summary>For whom a person acts in testing and dates.</summary>
internal static class Parties
{
    /// <summary>The side that this person is on for this organisation.</summary>
    /// <exception cref="NotFoundException">Neither.</exception>
    public static Party For(this Actor actor, Guid organisationId)
    {
        if (actor.PersonId is not { } person) throw new NotFoundException();
        if (actor.IsFor(organisationId, [.. Policies.All[Policy.TestForOrganisation].Roles])) return new Party(Side.Organisation, person);
        if (!Policy.TestForHmcts.Allows(actor)) throw new NotFoundException();
        Rule.Require(!actor.IsFor(organisationId), Say.RuleOwnOrganisation);
        return new Party(Side.Hmcts, person);
    }

    /// <summary>For which side this person signs testing off; null for everybody but the organisation's service owner and the test manager.</summary>
    public static Party? SignsOff(this Actor actor, Guid organisationId)
    {
        if (actor.PersonId is not { } person) return null;
        if (actor.IsFor(organisationId, Roles.OrganisationServiceOwner)) return new Party(Side.Organisation, person);
        return actor.Held.Contains(new HeldRole(Roles.TestManager, null)) && !actor.IsFor(organisationId) ? new Party(Side.Hmcts, person) : null;
    }
}
