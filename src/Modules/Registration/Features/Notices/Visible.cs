using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

/// <summary>What the caller may see or change of the way to live.</summary>
internal static class Visible
{
    public static IQueryable<NoticeRound> OfOwn(this IQueryable<NoticeRound> rounds, Actor actor)
    {
        var own = actor.Organisations([.. Policies.All[Policy.TestForOrganisation].Roles]);
        return rounds.Where(r => own.Contains(r.OrganisationId));
    }
}
