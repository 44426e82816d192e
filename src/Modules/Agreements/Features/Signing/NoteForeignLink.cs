using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Signing;

/// <summary>Somebody opened the link of an agreement that isn't theirs to read, or sent a signature that they weren't asked for: security learns who.</summary>
[Needs(Policy.ReadOwnOnboarding)]
internal sealed record NoteForeignLink(Guid AgreementId) : ICommand<Unit>
{
    internal sealed class Handler(AgreementsDbContext db, EventRows events) : IRequestHandler<NoteForeignLink, Unit>
    {
        public async Task<Unit> Handle(NoteForeignLink request, CancellationToken cancellationToken)
        {
            var agreement = await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == request.AgreementId, cancellationToken) ?? throw new NotFoundException();
            await events.Append(new AgreementLinkRefused(agreement.OrganisationId, agreement.Id, agreement.Kind, agreement.Round), cancellationToken);
            return Unit.Value;
        }
    }
}
