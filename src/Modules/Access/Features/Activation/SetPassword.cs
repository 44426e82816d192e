using System.Text.Json.Serialization;
using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Activation;

/// <summary>
/// The first step of activation. Until the second is done, the link may choose another password; the authenticator secret made here stays, so
/// that an app that has it already goes on to work.
/// </summary>
/// <param name="Token">Of the link.</param>
/// <param name="PasswordHash">Made by the page, outside the transaction.</param>
[Needs(Policy.Anyone)]
internal sealed record SetPassword(string Token, [property: JsonIgnore] string PasswordHash) : ICommand<Unit>
{
    internal sealed class Handler(AccessDbContext db, Keys keys, EventRows events, TimeProvider clock) : IRequestHandler<SetPassword, Unit>
    {
        public async Task<Unit> Handle(SetPassword command, CancellationToken cancellationToken)
        {
            var holder = await db.OpenLink(command.Token, clock.GetUtcNow(), cancellationToken);
            var personId = holder.Person.Id;
            holder.Login.SetPassword(command.PasswordHash);
            if (!await db.AuthenticatorSecrets.AnyAsync(a => a.PersonId == personId, cancellationToken))
                db.Add(AuthenticatorSecret.For(personId, keys.Protect(Totp.NewSecret(), AuthenticatorSecret.Purpose(personId))));
            await db.SaveChangesAsync(cancellationToken);
            await events.Append(new PasswordSet(personId), cancellationToken);
            return Unit.Value;
        }
    }
}
