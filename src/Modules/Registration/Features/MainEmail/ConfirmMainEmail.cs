using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Confirms a main email address by the link that was sent to it; whoever has the link reads the address.</summary>
[Needs(Policy.Anyone)]
internal sealed record ConfirmMainEmail(string Token) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, TimeProvider clock) : IRequestHandler<ConfirmMainEmail, Unit>
    {
        public async Task<Unit> Handle(ConfirmMainEmail command, CancellationToken cancellationToken)
        {
            var hash = MainEmails.Hash(command.Token);
            var check = await db.MainEmailChecks.SingleOrDefaultAsync(c => c.TokenHash == hash, cancellationToken) ?? throw new NotFoundException();
            check.Confirm(clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
