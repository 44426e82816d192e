using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>An organisation without an organisation unit (OU) code asks for one with its questionnaire; set-up answers with the code.</summary>
internal sealed class OuCodeRequest : Entity
{
    private OuCodeRequest()
    {
    }

    public OuCodeRequest(Guid id, Guid organisationId, Guid by, DateTimeOffset at)
    {
        (Id, OrganisationId, AskedBy, AskedAt) = (id, organisationId, by, at);
        Record(new OuCodeRequested(organisationId));
    }

    public Guid OrganisationId { get; private init; }
    public Guid AskedBy { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }

    /// <summary>The code that it was answered with; null while it is open, and when the organisation found its code itself.</summary>
    public string? Code { get; private set; }
    public Guid? ClosedBy { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public void Answer(string code, Guid by, DateTimeOffset at) => (Code, ClosedBy, ClosedAt) = (code, by, at);

    /// <summary>The organisation has found its code and sent it with its answers.</summary>
    public void TakeBack(Guid by, DateTimeOffset at)
    {
        (ClosedBy, ClosedAt) = (by, at);
        Record(new OuCodeRequestTakenBack(OrganisationId));
    }
}
