using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Contracts.Access;

/// <summary>
/// Names a person for a role. Somebody without an account gets an email with a single-use link (28 days) to set a password and an
/// authenticator app, and then lands on the task; somebody with one gets an email that leads to the task after sign-in. Naming the same
/// person for the same role of the same organisation again changes nothing and sends nothing.
/// </summary>
/// <param name="Email">The person's address, as typed.</param>
/// <param name="Name">The person's name, as typed.</param>
/// <param name="Role">A slug of <see cref="Roles"/>.</param>
/// <param name="OrganisationId">The organisation, null for HMCTS.</param>
/// <param name="Organisation">The organisation's name for the email, null for HMCTS.</param>
/// <param name="Task">What the person is asked to do, one sentence.</param>
/// <param name="TaskPath">Where the task is: a path of ours, such as /application.</param>
/// <param name="Language">The language of the email.</param>
[Needs(Policy.Internal)]
public sealed record InvitePerson(
    string Email, string Name, string Role, Guid? OrganisationId, string? Organisation, Text Task, string TaskPath, Language Language) : ICommand<Guid>;

/// <summary>Takes a role from a person; their sessions end with it.</summary>
[Needs(Policy.Internal)]
public sealed record EndMembership(Guid PersonId, string Role, Guid? OrganisationId) : ICommand<bool>;

/// <summary>The people who hold any of the roles for an organisation, or for HMCTS when it is null; no roles means all.</summary>
[Needs(Policy.Internal)]
public sealed record FindPeople(Guid? OrganisationId, params string[] Roles) : IQuery<IReadOnlyList<PersonSummary>>;

/// <summary>People by their ids, whatever they hold now: for «owner», «signed by» and timelines.</summary>
[Needs(Policy.Internal)]
public sealed record NamePeople(IReadOnlyList<Guid> PersonIds) : IQuery<IReadOnlyList<PersonSummary>>;

/// <summary>A person as other modules see them.</summary>
/// <param name="PersonId">The account.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The address.</param>
/// <param name="Language">The language for email.</param>
/// <param name="Roles">The roles that the question was about.</param>
/// <param name="Activated">When the account was activated, null while the invitation is open.</param>
public sealed record PersonSummary(Guid PersonId, string Name, string Email, Language Language, IReadOnlyList<string> Roles, DateTimeOffset? Activated);

/// <summary>
/// When the current session last gave a fresh authenticator code, null if never. A signature needs one of at most five minutes ago.
/// </summary>
[Needs(Policy.Internal)]
public sealed record LastStepUp : IQuery<DateTimeOffset?>;

/// <summary>A person was named for a role.</summary>
public sealed record PersonInvited(Guid PersonId, Guid? OrganisationId, string Role) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId ?? PersonId;
}

/// <summary>A person has set password and authenticator app.</summary>
public sealed record AccountActivated(Guid PersonId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId;
}
