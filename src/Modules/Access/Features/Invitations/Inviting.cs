using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

/// <summary>What it takes to name a person for a role, in the open transaction.</summary>
internal sealed class Inviting(AccessDbContext db, UnitOfWork unit, Emails emails, Site site, CurrentActor current, TimeProvider clock)
{
    /// <summary>Names the person for the role, and for more of them with the same email; false when the person holds them all already.</summary>
    public async Task<(Guid PersonId, bool Joined)> Invite(InvitePerson invite, CancellationToken cancellationToken, params IReadOnlyList<string> moreRoles)
    {
        var (person, login) = await FindOrAdd(invite, cancellationToken);
        var joined = moreRoles.Prepend(invite.Role).Count(role => Join(person, invite with { Role = role })) > 0;
        if (!joined) return (person.Id, false);
        if (person.ActivatedAt is null) await SendLink(person, login, Issue(person, invite), cancellationToken);
        else await SendTask(person, login, invite, cancellationToken);
        return (person.Id, true);
    }

    /// <summary>The token of an invitation that nobody emails (the first administrator's); null when the person holds the role already.</summary>
    public async Task<string?> InviteQuietly(InvitePerson invite, CancellationToken cancellationToken)
    {
        var (person, _) = await FindOrAdd(invite, cancellationToken);
        return Join(person, invite) ? Issue(person, invite).Token : null;
    }

    public async Task SendLink(Person person, Login login, (Invitation Invitation, string Token) issued, CancellationToken cancellationToken)
    {
        var (invitation, token) = issued;
        if (db.Entry(invitation).State == EntityState.Detached) db.Add(invitation);
        await emails.Queue(
            new OutgoingEmail(
                login.Email!, invitation.OrganisationId ?? person.Id, person.Language,
                invitation.Organisation is { } name ? Say.InvitationSubjectFor(name) : Say.InvitationSubject,
                Say.EmailGreeting(person.Name),
                Text.Restored(invitation.Task),
                Say.InvitationSetUp,
                Say.EmailLink(site.Link($"/activate/{token}")),
                Say.InvitationExpires(invitation.ExpiresAt.CivilDate()),
                Say.InvitationNotYou,
                Say.EmailSignature),
            cancellationToken);
    }

    public Task SendTask(Person person, Login login, InvitePerson invite, CancellationToken cancellationToken) => emails.Queue(
        new OutgoingEmail(
            login.Email!, invite.OrganisationId ?? person.Id, person.Language,
            invite.Organisation is { } name ? Say.TaskSubjectFor(name) : Say.TaskSubject,
            Say.EmailGreeting(person.Name), invite.Task, Say.TaskSignIn, Say.EmailLink(site.Link(invite.TaskPath)), Say.EmailSignature),
        cancellationToken);

    private bool Join(Person person, InvitePerson invite)
    {
        var now = clock.GetUtcNow();
        return person.Join(Guid.CreateVersion7(now), invite.Role, invite.OrganisationId, invite.Organisation, current.Actor, now);
    }

    private (Invitation Invitation, string Token) Issue(Person person, InvitePerson invite)
    {
        var now = clock.GetUtcNow();
        var issued = Invitation.Issue(Guid.CreateVersion7(now), person.Id, invite.OrganisationId, invite.Organisation, invite.Task, invite.TaskPath, now);
        db.Add(issued.Invitation);
        return issued;
    }

    private async Task<(Person, Login)> FindOrAdd(InvitePerson invite, CancellationToken cancellationToken)
    {
        var address = Login.Normalise(invite.Email);
        // Two invitations of one new address at once: the second waits here and then finds the account.
        if (!unit.Database.IsSqlite) await unit.Execute("select pg_advisory_xact_lock(hashtextextended(@address, 5080))", cancellationToken, ("@address", address));
        if (await db.Logins.SingleOrDefaultAsync(l => l.NormalizedEmail == address, cancellationToken) is { } known)
            return (await db.People.Include(p => p.Memberships).GetAsync(known.Id, cancellationToken), known);
        var now = clock.GetUtcNow();
        var person = Person.Named(Guid.CreateVersion7(now), invite.Name, invite.Language, now);
        var login = Login.For(person.Id, invite.Email);
        db.AddRange(person, login);
        return (person, login);
    }
}
