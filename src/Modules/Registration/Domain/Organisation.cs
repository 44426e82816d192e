using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

/// <summary>A prosecuting organisation: what it is called, from the first moment on.</summary>
internal sealed class Organisation : Entity
{
    private Organisation()
    {
    }

    public Organisation(Guid id, string reference, string name, DateTimeOffset at) =>
        (Id, Reference, LegalName, RegisteredAt) = (id, reference, Formats.Line(name), at);

    public string Reference { get; private init; } = "";
    public string LegalName { get; private set; } = "";
    public string? ShortName { get; private set; }
    public DateTimeOffset RegisteredAt { get; private init; }

    public void Rename(string legalName) => LegalName = legalName;

    public void Name(string legalName, string shortName) => (LegalName, ShortName) = (legalName, shortName);
}
