using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Features.Sessions;
using CommonPlatform.Access.Features.SignIn;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Activation;

/// <summary>The second step of activation: a right code shows that the app has the secret; it activates the account and signs in.</summary>
[Needs(Policy.Anyone)]
internal sealed record EnrolAuthenticator(string Token, string Code) : ICommand<bool>
{
    internal sealed class Handler(AccessDbContext db, CodeCheck codes, SessionNumbers numbers, TimeProvider clock)
        : IRequestHandler<EnrolAuthenticator, bool>
    {
        public async Task<bool> Handle(EnrolAuthenticator command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (invitation, person, _) = await db.OpenLink(command.Token, now, cancellationToken);
            var secret = await db.AuthenticatorSecrets.SingleOrDefaultAsync(a => a.PersonId == person.Id, cancellationToken);
            Rule.Require(secret is not null, Say.PasswordComesFirst);
            if (!await codes.UseOnce(secret!, command.Code, cancellationToken)) return false;
            secret!.Confirm(now);
            invitation.Use(now);
            person.Activate(now);
            person.SignIn();
            db.Add(Session.Begin(Guid.CreateVersion7(now), person.Id, numbers.Issue(), now));
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
    }
}
