namespace CommonPlatform.Registration;

/// <summary>What a person wrote to explain a decision. Events and decisions refer to it by id, so that the words can be erased alone.</summary>
internal sealed class Reason
{
    private Reason()
    {
    }

    public Reason(Guid id, Guid organisationId, string words, Guid? by, DateTimeOffset at) =>
        (Id, OrganisationId, Words, WrittenBy, WrittenAt) = (id, organisationId, words, by, at);

    public Guid Id { get; private init; }
    public Guid OrganisationId { get; private init; }
    public string? Words { get; private set; }
    public Guid? WrittenBy { get; private init; }
    public DateTimeOffset WrittenAt { get; private init; }
    public DateTimeOffset? ErasedAt { get; private set; }

    public void Erase(DateTimeOffset at) => (Words, ErasedAt) = (null, at);
}
