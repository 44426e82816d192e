using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Gives an organisation whose notices haven't passed yet the versions that have come into force since, and says what it had and what changed.</summary>
[Needs(Policy.Internal)]
internal sealed record RenewNoticePacks(Guid OrganisationId) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, ReferenceLists lists, OnboardingEmail email, TimeProvider clock) : IRequestHandler<RenewNoticePacks, Unit>
    {
        public async Task<Unit> Handle(RenewNoticePacks command, CancellationToken cancellationToken)
        {
            var id = command.OrganisationId;
            var round = await db.NoticeRounds.SingleOrDefaultAsync(r => r.OrganisationId == id && r.Outcome == null, cancellationToken);
            if (round is null || await db.Cases.AnyAsync(c => c.Id == id && (c.Stage == Stage.Closed || c.Stage == Stage.OffBoarding), cancellationToken)) return Unit.Value;
            var before = round.Given;
            var newer = round.Renew(await lists.PacksFor(db, id, clock.GetUtcNow().CivilDate(), cancellationToken), clock.GetUtcNow());
            if (newer.Count == 0) return Unit.Value;
            await db.SaveChangesAsync(cancellationToken);
            // The languages of one version are told as one.
            Text[] told = [.. newer.DistinctBy(p => (p.Family, p.Version)).Select(p => Say.EmailPackNewer(
                p.FamilyName, p.Version, before.FirstOrDefault(b => b.Family == p.Family && b.Language == p.Language)?.Version ?? before[0].Version, p.Changes))];
            await email.ToOrganisation(id, "/org/templates", Say.EmailPackNewerSubject, [.. told, round.IsWithHmcts ? Say.EmailPackNewerSent : Say.EmailPackNewerNext]);
            return Unit.Value;
        }
    }
}
