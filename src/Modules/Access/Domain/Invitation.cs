using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Access.Domain;

/// <summary>A single-use link to set up an account; it leads on to the task that its email was about.</summary>
internal sealed class Invitation
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(28);

    public Guid Id { get; private init; }
    public Guid PersonId { get; private init; }
    public string TokenHash { get; private set; } = "";
    public Guid? OrganisationId { get; private init; }
    public string? Organisation { get; private init; }

    /// <summary>What the person is asked to do, as a stored Text.</summary>
    public string Task { get; private init; } = "";
    public string TaskPath { get; private init; } = "";
    public DateTimeOffset IssuedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }

    public static (Invitation Invitation, string Token) Issue(
        Guid id, Guid personId, Guid? organisationId, string? organisation, Text task, string taskPath, DateTimeOffset at)
    {
        var token = Secrets.NewToken();
        return (new Invitation
        {
            Id = id,
            PersonId = personId,
            TokenHash = Secrets.Hash(token),
            OrganisationId = organisationId,
            Organisation = organisation,
            Task = task.Stored(),
            TaskPath = taskPath,
            IssuedAt = at,
            ExpiresAt = at + Lifetime,
        }, token);
    }

    public (Invitation Invitation, string Token) IssueAgain(Guid id, DateTimeOffset at) =>
        Issue(id, PersonId, OrganisationId, Organisation, Text.Restored(Task), TaskPath, at);

    public bool IsOpen(DateTimeOffset at) => UsedAt is null && at < ExpiresAt;

    /// <summary>Another one has taken its place.</summary>
    public void Withdraw(DateTimeOffset at) => ExpiresAt = at < ExpiresAt ? at : ExpiresAt;

    public void Use(DateTimeOffset at) => UsedAt = at;
}
