namespace CommonPlatform.Agreements.Domain;

/// <summary>Free text that a person gave. It lies apart from everything else, so that it can be erased while the record of what happened stays.</summary>
internal sealed class Reason
{
    private Reason()
    {
    }

    public Reason(Guid id, Guid agreementId, string text, DateTimeOffset at) => (Id, AgreementId, Text, At) = (id, agreementId, text, at);

    public Guid Id { get; private init; }
    public Guid AgreementId { get; private init; }
    public string Text { get; private set; } = "";
    public DateTimeOffset At { get; private init; }
}
