using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Applies again after a rejection, a withdrawal or a lapse, with the answers of before to correct.</summary>
[Needs(Policy.Apply)]
internal sealed record ApplyAgain(Guid ApplicationId, int Version) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, NewVersion newVersion, CurrentActor current) : IRequestHandler<ApplyAgain, Unit>
    {
        public async Task<Unit> Handle(ApplyAgain command, CancellationToken cancellationToken)
        {
            var before = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            Rule.Require(!await db.Applications.AnyAsync(a => a.OrganisationId == before.OrganisationId && (a.EndedAt == null || a.FollowsId == before.Id), cancellationToken), Say.RuleApplicationIsOpen);
            Rule.Require(!await db.Appeals.AnyAsync(a => a.ApplicationId == before.Id && a.Upheld == null, cancellationToken), Say.RuleAppealIsOpen);
            await newVersion.Of(before, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
