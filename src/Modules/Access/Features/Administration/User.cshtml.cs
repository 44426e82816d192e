using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Administration;

/// <summary>One person of HMCTS: give a role, end one, send the invitation again.</summary>
[Needs(Policy.Administer)]
internal sealed class UserPage(IMediator mediator, AccessDbContext db) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Role { get; set; } = "";

    public Person Person { get; private set; } = null!;
    public string Email { get; private set; } = "";
    public DateTimeOffset? LastSignIn { get; private set; }
    public Invitation? Invitation { get; private set; }
    public IReadOnlyList<Membership> Held { get; private set; } = [];

    public IEnumerable<string> OtherRoles => Roles.OfHmcts.Where(r => Held.All(h => h.Role != r));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Person = await db.People.OfHmcts().AsNoTracking().Include(p => p.Memberships).GetAsync(Id, cancellationToken);
        if (!ModelState.ContainsKey(nameof(Version))) Version = Person.Version;
        Held = [.. Roles.OfHmcts.Join(Person.Memberships.Where(m => m.OrganisationId is null && m.HeldUntil is null), r => r, m => m.Role, (_, m) => m)];
        Email = await db.Logins.Where(l => l.Id == Id).Select(l => l.Email!).SingleAsync(cancellationToken);
        LastSignIn = await db.Sessions.Where(s => s.PersonId == Id).MaxAsync(s => (DateTimeOffset?)s.CreatedAt, cancellationToken);
        if (Person.ActivatedAt is null)
            Invitation = await db.Invitations.AsNoTracking().Where(i => i.PersonId == Id && i.OrganisationId == null).OrderByDescending(i => i.IssuedAt).FirstOrDefaultAsync(cancellationToken);
    }

    public Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken) => Do(new AddColleagueRole(Id, Version, Role), cancellationToken);

    public Task<IActionResult> OnPostEndAsync(CancellationToken cancellationToken) => Do(new EndColleagueRole(Id, Version, Role), cancellationToken);

    public Task<IActionResult> OnPostResendAsync(CancellationToken cancellationToken) => Do(new ResendInvitation(Id, Version), cancellationToken);

    private async Task<IActionResult> Do(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return Redirect($"/admin/users/{Id}");
    }
}
