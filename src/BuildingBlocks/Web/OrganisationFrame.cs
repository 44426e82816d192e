namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>An officer's page about one organisation, whichever module it belongs to: what the layout <c>_OrganisationLayout</c> needs for its frame.</summary>
public interface IOrganisationFrame
{
    /// <summary>The organisation.</summary>
    Guid Id { get; }

    /// <summary>Its name.</summary>
    string OrganisationName { get; }

    /// <summary>Its reference, <c>CPO-NNNNNN</c> and a check letter.</summary>
    string OrganisationReference { get; }

    /// <summary>The stage of its onboarding as a code, such as <c>triage</c>.</summary>
    string OrganisationStage { get; }
}
