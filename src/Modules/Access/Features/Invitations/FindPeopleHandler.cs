using CommonPlatform.Access.Data;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

internal sealed class FindPeopleHandler(AccessDbContext db) : IRequestHandler<FindPeople, IReadOnlyList<PersonSummary>>
{
    public async Task<IReadOnlyList<PersonSummary>> Handle(FindPeople query, CancellationToken cancellationToken)
    {
        var held = await db.Memberships.AsNoTracking()
            .Where(m => m.OrganisationId == query.OrganisationId && m.HeldUntil == null && (query.Roles.Length == 0 || query.Roles.Contains(m.Role)))
            .OrderBy(m => m.HeldFrom).ThenBy(m => m.Id).Select(m => new { m.PersonId, m.Role }).ToListAsync(cancellationToken);
        var roles = held.GroupBy(m => m.PersonId, m => m.Role).ToDictionary(g => g.Key, g => g.Distinct().ToList());
        return await db.Summaries([.. roles.Keys], id => roles[id], cancellationToken);
    }
}

internal sealed class NamePeopleHandler(AccessDbContext db) : IRequestHandler<NamePeople, IReadOnlyList<PersonSummary>>
{
    public Task<IReadOnlyList<PersonSummary>> Handle(NamePeople query, CancellationToken cancellationToken) =>
        db.Summaries([.. query.PersonIds.Distinct()], _ => [], cancellationToken);
}

internal static class PersonSummaries
{
    /// <summary>The people in the order of the ids; an id that nobody has is left out.</summary>
    public static async Task<IReadOnlyList<PersonSummary>> Summaries(
        this AccessDbContext db, List<Guid> ids, Func<Guid, IReadOnlyList<string>> roles, CancellationToken cancellationToken)
    {
        var found = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id))
            .Join(db.Logins, p => p.Id, l => l.Id, (p, l) => new { p.Id, p.Name, l.Email, p.Language, p.ActivatedAt })
            .ToDictionaryAsync(p => p.Id, cancellationToken);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id]).Select(p => new PersonSummary(p.Id, p.Name, p.Email!, p.Language, roles(p.Id), p.ActivatedAt))];
    }
}
