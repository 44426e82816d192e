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
    // Events can't be removed: whoever loads the page again and again doesn't fill them.
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    internal sealed class Handler(AgreementsDbContext db, PlatformDbContext platform, EventRows events, CurrentActor current, TimeProvider clock) : IRequestHandler<NoteForeignLink, Unit>
    {
        public async Task<Unit> Handle(NoteForeignLink request, CancellationToken cancellationToken)
        {
            var agreement = await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == request.AgreementId, cancellationToken) ?? throw new NotFoundException();
            var refused = new AgreementLinkRefused(agreement.OrganisationId, agreement.Id, agreement.Kind, agreement.Round);
            var (name, since, id) = (EventCatalogue.NameOf(typeof(AgreementLinkRefused)), clock.GetUtcNow() - Quiet, $"{agreement.Id:D}");
            var isNoted = await platform.Events.AnyAsync(e => e.Subject == refused.Subject && e.Name == name && e.Actor == current.Actor.Code && e.At > since && e.Body.Contains(id), cancellationToken);
            if (!isNoted) await events.Append(refused, cancellationToken);
            return Unit.Value;
        }
    }
}
