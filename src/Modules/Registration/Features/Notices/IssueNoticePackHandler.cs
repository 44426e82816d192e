using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Opens the first round of notices, or the next one after a review sent them back; an open round stays as it is, and there is none without the procedure.</summary>
internal sealed class IssueNoticePackHandler(RegistrationDbContext db, ReferenceLists lists, GateBook gates, OnboardingEmail email, TimeProvider clock) : IRequestHandler<IssueNoticePack, int>
{
    public async Task<int> Handle(IssueNoticePack command, CancellationToken cancellationToken)
    {
        var id = command.OrganisationId;
        var latest = await db.NoticeRounds.Where(r => r.OrganisationId == id).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);
        if (latest is { Outcome: not NoticeOutcome.SentBack }) return latest.Number;
        var answers = await db.Applications.Of(id).Select(a => a.Answers).FirstAsync(cancellationToken);
        if (answers.Method?.UsesSjp != true) return 0;
        var packs = await lists.PacksFor(db, id, clock.GetUtcNow().CivilDate(), cancellationToken);
        var round = new NoticeRound(Guid.CreateVersion7(clock.GetUtcNow()), id, (latest?.Number ?? 0) + 1, packs, clock.GetUtcNow());
        db.NoticeRounds.Add(round);
        await gates.Refresh(id, cancellationToken);
        if (latest is null) await email.ToOrganisation(id, "/org/templates", Say.EmailPackSubject, [Say.EmailPack(await email.NameOf(id)), .. packs.DistinctBy(p => p.Family).Select(p => Say.PackLine(p.FamilyName, p.Version)), Say.EmailPackNext]);
        return round.Number;
    }
}

/// <summary>Which packs an organisation is to have.</summary>
internal static class PacksOfOrganisation
{
    /// <summary>By the offences that it named, as the list in use has them.</summary>
    public static async Task<IReadOnlyList<PackVersion>> PacksFor(this ReferenceLists lists, RegistrationDbContext db, Guid organisationId, DateOnly day, CancellationToken cancellationToken)
    {
        var answers = await db.Applications.Of(organisationId).Select(a => a.Answers).FirstAsync(cancellationToken);
        var offences = await lists.Offences(cancellationToken);
        return NoticePacks.For((answers.Offences?.List ?? []).Select(offences.Find), day);
    }
}
