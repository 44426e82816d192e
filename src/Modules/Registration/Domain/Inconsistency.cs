using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>Something of one organisation that doesn't fit together, though no constraint could refuse it: found by night, cleared by the night after it was put right.</summary>
internal sealed class Inconsistency
{
    private Inconsistency()
    {
    }

    public Inconsistency(Guid id, Guid organisationId, string code, DateTimeOffset at) => (Id, OrganisationId, Code, FoundAt) = (id, organisationId, code, at);

    public Guid Id { get; private init; }
    public Guid OrganisationId { get; private init; }
    public string Code { get; private init; } = "";
    public DateTimeOffset FoundAt { get; private init; }
    public DateTimeOffset? ClearedAt { get; private set; }

    public Text What => new($"Registration.finding-{Code}");
    public Text ToDo => new($"Registration.finding-{Code}-do");

    public void Clear(DateTimeOffset at) => ClearedAt = at;
}
