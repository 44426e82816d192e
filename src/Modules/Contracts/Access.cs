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

/// <summary>
/// Shuts the doors of an organisation's people: their sessions end at once, and whatever they hold for it counts as
/// <see cref="Roles.Suspended"/> until <see cref="LetPeopleIn"/>. A second time changes nothing.
/// </summary>
[Needs(Policy.Internal)]
public sealed record StopPeople(Guid OrganisationId) : ICommand<bool>;

/// <summary>Opens the doors of an organisation's people again.</summary>
[Needs(Policy.Internal)]
public sealed record LetPeopleIn(Guid OrganisationId) : ICommand<bool>;

/// <summary>
/// Ends whatever people hold for an organisation whose time is over, and erases name, address, password and app of those who hold nothing else; their
/// id stays, for the audit trail.
/// </summary>
[Needs(Policy.Internal)]
public sealed record ErasePeople(Guid OrganisationId) : ICommand<int>;

/// <summary>The people who hold any of the roles for an organisation, or for HMCTS when it is null; no roles means all.</summary>
[Needs(Policy.Internal)]
public sealed record FindPeople(Guid? OrganisationId, params string[] Roles) : IQuery<IReadOnlyList<PersonSummary>>;

/// <summary>People by their ids, whatever they hold now: for «owner», «signed by» and timelines.</summary>
[Needs(Policy.Internal)]
public sealed record NamePeople(IReadOnlyList<Guid> PersonIds) : IQuery<IReadOnlyList<PersonSummary>>;

/// <summary>The organisations for which anybody holds a role now, in no order.</summary>
[Needs(Policy.Internal)]
public sealed record FindOrganisationsWithPeople : IQuery<IReadOnlyList<Guid>>;

/// <summary>The organisations for which a person holds a role now.</summary>
[Needs(Policy.Internal)]
public sealed record FindOrganisationsOf(Guid PersonId) : IQuery<IReadOnlyList<Guid>>;

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

/// <summary>Whoever holds a person's invitation has chosen a password for them; it counts once the authenticator app is set up too.</summary>
public sealed record PasswordSet(Guid PersonId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId;
}

/// <summary>A person has set password and authenticator app.</summary>
public sealed record AccountActivated(Guid PersonId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId;
}

/// <summary>
/// The signed-in person gives a code of the authenticator app, on a signing page of another module; right, it counts for
/// <see cref="LastStepUp"/> and the session gets a new number. False (wrong, used before, or too many wrong ones) counts as a failure and
/// is kept even though nothing else of the page happens: send it before, and outside, the command that it is for.
/// </summary>
/// <param name="Code">Six digits, as typed.</param>
[Needs(Policy.SignedIn)]
public sealed record GiveFreshCode(string Code) : ICommand<bool>;

/// <summary>A role was taken from a person.</summary>
public sealed record MembershipEnded(Guid PersonId, Guid? OrganisationId, string Role) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => OrganisationId ?? PersonId;
}

/// <summary>A person has signed in.</summary>
public sealed record SignedIn(Guid PersonId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId;
}

/// <summary>Somebody was refused at sign-in or at a fresh code.</summary>
/// <param name="PersonId">The account, or null when no account has the address.</param>
/// <param name="Kind"><c>password</c>, <c>code</c> or <c>locked</c>.</param>
public sealed record SignInRefused(Guid? PersonId, string Kind) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId ?? Guid.Empty;
}

/// <summary>Too many failures in a row: the address can't sign in for some minutes.</summary>
public sealed record SignInLocked(Guid? PersonId, DateTimeOffset Until) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId ?? Guid.Empty;
}

/// <summary>A signed-in person has given a fresh authenticator code.</summary>
public sealed record FreshCodeGiven(Guid PersonId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId;
}

/// <summary>A person has ended one session, or all of them.</summary>
public sealed record SignedOut(Guid PersonId, int Sessions) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId;
}

/// <summary>A new invitation was sent in place of the one before.</summary>
public sealed record InvitationRenewed(Guid PersonId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId;
}

/// <summary>A person's name, address, password and authenticator app were erased; only the id is left.</summary>
public sealed record PersonErased(Guid PersonId) : IEvent
{
    /// <inheritdoc />
    public Guid Subject => PersonId;
}
