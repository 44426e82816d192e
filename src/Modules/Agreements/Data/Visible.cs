using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Agreements.Data;

/// <summary>What a caller may see; the rest does not exist for them.</summary>
internal static class Visible
{
    /// <summary>The agreements of the person's own organisations.</summary>
    public static IQueryable<Agreement> Of(this IQueryable<Agreement> all, Actor actor)
    {
        var own = actor.Organisations();
        return all.Where(a => own.Contains(a.OrganisationId));
    }

    /// <summary>The questionnaires of the person's own organisations.</summary>
    public static IQueryable<SecurityAssessment> Of(this IQueryable<SecurityAssessment> all, Actor actor)
    {
        var own = actor.Organisations();
        return all.Where(a => own.Contains(a.OrganisationId));
    }

    /// <summary>The questionnaires that the person answers: of the organisations whose security signatory they are.</summary>
    public static IQueryable<SecurityAssessment> AnsweredBy(this IQueryable<SecurityAssessment> all, Actor actor)
    {
        var own = actor.Organisations([.. Policies.All[Policy.AnswerSecurityQuestionnaire].Roles]);
        return all.Where(a => own.Contains(a.OrganisationId));
    }
}
