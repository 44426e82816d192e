using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Administration;

/// <summary>Everybody who has, or had, a role at HMCTS.</summary>
[Needs(Policy.Administer)]
internal sealed class UsersPage(AccessDbContext db) : PageModel
{
    public const int PageSize = 25;

    [BindProperty(SupportsGet = true)] public string Search { get; set; } = "";
    [FromQuery(Name = "page")] public int Number { get; set; } = 1;
    public IReadOnlyList<UserRow> Rows { get; private set; } = [];
    public int Total { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var (typed, address) = (Search.Trim().ToLowerInvariant(), Search.Trim().ToUpperInvariant());
        var found = db.People.OfHmcts().AsNoTracking().Join(db.Logins, p => p.Id, l => l.Id, (p, l) => new { Person = p, Login = l });
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower(…) of the database
        if (typed.Length > 0) found = found.Where(f => f.Person.Name.ToLower().Contains(typed) || f.Login.NormalizedEmail!.Contains(address));
#pragma warning restore CA1304, CA1311, CA1862
        Total = await found.CountAsync(cancellationToken);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Rows = await found.OrderBy(f => f.Person.Name).ThenBy(f => f.Person.Id).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(f => new UserRow(
                f.Person.Id, f.Person.Name, f.Login.Email!,
                f.Person.Memberships.Where(m => m.OrganisationId == null && m.HeldUntil == null).Select(m => m.Role).ToList(),
                f.Person.CreatedAt, f.Person.ActivatedAt,
                db.Sessions.Where(s => s.PersonId == f.Person.Id).Max(s => (DateTimeOffset?)s.CreatedAt)))
            .ToListAsync(cancellationToken);
    }
}

/// <summary>One person of the list.</summary>
internal sealed record UserRow(Guid Id, string Name, string Email, IReadOnlyList<string> Held, DateTimeOffset InvitedAt, DateTimeOffset? ActivatedAt, DateTimeOffset? LastSignIn)
{
    public IReadOnlyList<string> InOrder => [.. Roles.OfHmcts.Where(Held.Contains)];
}
