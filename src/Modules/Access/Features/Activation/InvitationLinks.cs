using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Activation;

/// <summary>What a link stands for: whose it is, whether it still counts, and where it leads.</summary>
internal sealed record LinkHolder(Invitation Invitation, Person Person, Login Login)
{
    public bool IsActivated => Person.ActivatedAt is not null;
}

internal static class InvitationLinks
{
    /// <exception cref="NotFoundException">Nobody was ever sent this link.</exception>
    public static async Task<LinkHolder> HolderOf(this AccessDbContext db, string token, CancellationToken cancellationToken)
    {
        var hash = Secrets.Hash(token);
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.TokenHash == hash, cancellationToken) ?? throw new NotFoundException();
        return new(
            invitation,
            await db.People.SingleAsync(p => p.Id == invitation.PersonId, cancellationToken),
            await db.Logins.SingleAsync(l => l.Id == invitation.PersonId, cancellationToken));
    }

    /// <summary>The same for a command, which only an open link can bring about.</summary>
    public static async Task<LinkHolder> OpenLink(this AccessDbContext db, string token, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var holder = await db.HolderOf(token, cancellationToken);
        Rule.Require(!holder.IsActivated, Say.AlreadyActivated);
        Rule.Require(holder.Invitation.IsOpen(at), Say.LinkHasExpired);
        return holder;
    }
}
