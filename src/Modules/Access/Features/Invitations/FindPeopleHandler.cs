using System.Data.Common;
using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Invitations;

internal sealed class FindPeopleHandler(UnitOfWork unit) : IRequestHandler<FindPeople, IReadOnlyList<PersonSummary>>
{
    public const string OfHmcts =
        """
        select p.id, p.name, l.email, p.language, p.activated_at, m.role
        from access_memberships m join access_people p on p.id = m.person_id join access_logins l on l.id = p.id
        where m.organisation_id is null and m.held_until is null order by m.held_from, m.id
        """;

    public const string OfOrganisation =
        """
        select p.id, p.name, l.email, p.language, p.activated_at, m.role
        from access_memberships m join access_people p on p.id = m.person_id join access_logins l on l.id = p.id
        where m.organisation_id = @organisation and m.held_until is null order by m.held_from, m.id
        """;

    public async Task<IReadOnlyList<PersonSummary>> Handle(FindPeople query, CancellationToken cancellationToken)
    {
        var held = query.OrganisationId is { } organisation
            ? await unit.Query(OfOrganisation, Read, cancellationToken, ("@organisation", organisation))
            : await unit.Query(OfHmcts, Read, cancellationToken);
        return [.. held.Where(h => query.Roles.Length == 0 || query.Roles.Contains(h.Role)).GroupBy(h => h.Person.PersonId)
            .Select(g => g.First().Person with { Roles = [.. g.Select(h => h.Role).Distinct()] })];
    }

    private static (PersonSummary Person, string Role) Read(DbDataReader row) => (
        new(row.GetGuid(0), row.GetString(1), row.GetString(2), Enum.Parse<Language>(row.GetString(3)), [], row.IsDBNull(4) ? null : Instants.FromMicroseconds(row.GetInt64(4))),
        row.GetString(5));
}

internal sealed class NamePeopleHandler(AccessDbContext db) : IRequestHandler<NamePeople, IReadOnlyList<PersonSummary>>
{
    /// <summary>The people in the order of the ids; an id that nobody has is left out.</summary>
    public async Task<IReadOnlyList<PersonSummary>> Handle(NamePeople query, CancellationToken cancellationToken)
    {
        var ids = query.PersonIds.Distinct().ToList();
        var found = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id))
            .Join(db.Logins, p => p.Id, l => l.Id, (p, l) => new { p.Id, p.Name, l.Email, p.Language, p.ActivatedAt })
            .ToDictionaryAsync(p => p.Id, cancellationToken);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id]).Select(p => new PersonSummary(p.Id, p.Name, p.Email!, p.Language, [], p.ActivatedAt))];
    }
}
