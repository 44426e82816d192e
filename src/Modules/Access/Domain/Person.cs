using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;

namespace CommonPlatform.Access.Domain;

internal sealed class Person : Entity
{
    private readonly List<Membership> memberships = [];

    public string Name { get; private set; } = "";
    public Language Language { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? ActivatedAt { get; private set; }
    public IReadOnlyList<Membership> Memberships => memberships;

    public static Person Named(Guid id, string name, Language language, DateTimeOffset at) =>
        new() { Id = id, Name = name.Trim(), Language = language, CreatedAt = at };

    /// <summary>False when the person holds the role already.</summary>
    public bool Join(Guid membershipId, string role, Guid? organisationId, string? organisation, Actor by, DateTimeOffset at)
    {
        if (Held(role, organisationId) is not null) return false;
        memberships.Add(new Membership(membershipId, Id, role, organisationId, organisation, at, by.Code));
        Record(new PersonInvited(Id, organisationId, role));
        return true;
    }

    /// <summary>False when the person doesn't hold the role.</summary>
    public bool Leave(string role, Guid? organisationId, Actor by, DateTimeOffset at)
    {
        if (Held(role, organisationId) is not { } held) return false;
        held.End(by.Code, at);
        Record(new MembershipEnded(Id, organisationId, role));
        return true;
    }

    public void InviteAgain()
    {
        Rule.Require(ActivatedAt is null, Say.NothingToSendAgain);
        Record(new InvitationRenewed(Id));
    }

    public void Activate(DateTimeOffset at)
    {
        Rule.Require(ActivatedAt is null, Say.AlreadyActivated);
        ActivatedAt = at;
        Record(new AccountActivated(Id));
    }

    /// <summary>Nothing of the person is left but the id.</summary>
    public void Erase()
    {
        Name = "";
        Record(new PersonErased(Id));
    }

    public void SignIn() => Record(new SignedIn(Id));

    public void GiveFreshCode() => Record(new FreshCodeGiven(Id));

    public void SignOut(int sessions) => Record(new SignedOut(Id, sessions));

    private Membership? Held(string role, Guid? organisationId) =>
        memberships.SingleOrDefault(m => m.Role == role && m.OrganisationId == organisationId && m.HeldUntil is null);
}

/// <summary>A role held from one time to another; the rows of the past stay.</summary>
internal sealed class Membership(Guid id, Guid personId, string role, Guid? organisationId, string? organisation, DateTimeOffset heldFrom, string namedBy)
{
    public Guid Id { get; private set; } = id;
    public Guid PersonId { get; private set; } = personId;
    public string Role { get; private set; } = role;
    public Guid? OrganisationId { get; private set; } = organisationId;

    /// <summary>The organisation as it was called when the person was named.</summary>
    public string? Organisation { get; private set; } = organisation;
    public DateTimeOffset HeldFrom { get; private set; } = heldFrom;
    public string NamedBy { get; private set; } = namedBy;
    public DateTimeOffset? HeldUntil { get; private set; }
    public string? EndedBy { get; private set; }

    public void End(string by, DateTimeOffset at) => (HeldUntil, EndedBy) = (at, by);
}
