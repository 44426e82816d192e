namespace CommonPlatform.BuildingBlocks.Domain;

/// <summary>A role that a person holds: for one organisation, or for HMCTS when <paramref name="OrganisationId"/> is null.</summary>
/// <param name="Role">A slug of docs/glossary.md, one of <see cref="Roles"/>.</param>
/// <param name="OrganisationId">The organisation, or null for HMCTS.</param>
public sealed record HeldRole(string Role, Guid? OrganisationId);

/// <summary>Who acts: a signed-in person with the roles held at this moment, nobody, or the system under a listed name.</summary>
/// <param name="PersonId">The account, null for nobody and for the system.</param>
/// <param name="SystemName">What part of the system acts (workflow, timer, story …), null for people.</param>
/// <param name="Held">The memberships in force.</param>
/// <param name="SessionId">The session row, so that a command can end it or note a fresh authenticator code.</param>
/// <param name="Name">How the page greets the person; null for nobody and the system. Never stored with events.</param>
public sealed record Actor(Guid? PersonId, string? SystemName, IReadOnlyList<HeldRole> Held, Guid? SessionId = null, string? Name = null)
{
    /// <summary>Nobody has signed in.</summary>
    public static Actor Nobody { get; } = new(null, null, []);

    /// <summary>The engine, a timer or a story; the commands that it may send are those whose policy lists the system.</summary>
    public static Actor System(string name) => new(null, name, []);

    /// <summary>True for the engine, timers and stories.</summary>
    public bool IsSystem => SystemName is not null;

    /// <summary>True when any membership is one of HMCTS.</summary>
    public bool IsHmcts => Held.Any(h => h.OrganisationId is null);

    /// <summary>True when the person holds one of the roles, for whatever organisation.</summary>
    public bool Is(params ReadOnlySpan<string> roles)
    {
        foreach (var held in Held)
            if (roles.Contains(held.Role))
                return true;
        return false;
    }

    /// <summary>True when the person holds one of the roles (any, when none is named) for this organisation.</summary>
    public bool IsFor(Guid organisationId, params ReadOnlySpan<string> roles)
    {
        foreach (var held in Held)
            if (held.OrganisationId == organisationId && (roles.Length == 0 || roles.Contains(held.Role)))
                return true;
        return false;
    }

    /// <summary>The organisations that the person belongs to (in one of the roles, when any are named).</summary>
    public IReadOnlyList<Guid> Organisations(params string[] roles) =>
        [.. Held.Where(h => h.OrganisationId is not null && (roles.Length == 0 || roles.Contains(h.Role))).Select(h => h.OrganisationId!.Value).Distinct()];

    /// <summary>How event rows name the actor: <c>person:{id}</c>, <c>system:{name}</c> or <c>nobody</c>.</summary>
    public string Code => PersonId is { } id ? $"person:{id:D}" : IsSystem ? $"system:{SystemName}" : "nobody";
}

/// <summary>The actor of the current request, drain or story step; one a scope.</summary>
public sealed class CurrentActor
{
    /// <summary>Who acts now.</summary>
    public Actor Actor { get; set; } = Actor.Nobody;

    /// <summary>The organisation on whose behalf a person of HMCTS acts, for the audit trail.</summary>
    public Guid? OnBehalfOf { get; set; }

    /// <summary>The correlation id of the request that began all this.</summary>
    public string Correlation { get; set; } = "";

    /// <summary>The one-time key that the form or the API call carried: the same key again gets the same answer.</summary>
    public string? OneTimeKey { get; set; }

    /// <summary>The policy that let in the command under way; null outside of one.</summary>
    public Policy? LetInBy { get; internal set; }

    /// <summary>Whether the command under way is one that people of HMCTS alone may send.</summary>
    public bool DecidesForHmcts => Actor.PersonId is not null && LetInBy is { } policy && Policies.All[policy].Roles is { Count: > 0 } roles && roles.All(Roles.OfHmcts.Contains);

    internal int Retry { get; set; }

    /// <summary>The account of the person who acts.</summary>
    /// <exception cref="NotFoundException">Nobody has signed in.</exception>
    public Guid PersonId => Actor.PersonId ?? throw new NotFoundException();

    internal void CopyFrom(CurrentActor other) =>
        (Actor, OnBehalfOf, Correlation, OneTimeKey, Retry) = (other.Actor, other.OnBehalfOf, other.Correlation, other.OneTimeKey, other.Retry);
}
