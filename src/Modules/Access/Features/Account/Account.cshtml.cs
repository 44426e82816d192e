using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Features.Sessions;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Account;

[Needs(Policy.SignedIn)]
internal sealed class AccountPage(IMediator mediator, AccessDbContext db, CurrentActor current, TimeProvider clock) : PageModel
{
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";
    public IReadOnlyList<Membership> Memberships { get; private set; } = [];
    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public bool IsThisOne(Session session) => session.Id == current.Actor.SessionId;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var (id, now) = (current.PersonId, clock.GetUtcNow());
        Name = current.Actor.Name!;
        Email = await db.Logins.Where(l => l.Id == id).Select(l => l.Email!).SingleAsync(cancellationToken);
        Memberships = await db.Memberships.AsNoTracking().Where(m => m.PersonId == id && m.HeldUntil == null).OrderBy(m => m.HeldFrom).ToListAsync(cancellationToken);
        var open = await db.Sessions.AsNoTracking().Where(s => s.PersonId == id && s.EndedAt == null).OrderByDescending(s => s.LastSeenAt).ToListAsync(cancellationToken);
        Sessions = [.. open.Where(s => s.Lives(current.Actor.Held, now))];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new EndSessions(Everywhere: true), cancellationToken);
        Response.Cookies.Delete(SessionNumbers.CookieName(Request), SessionNumbers.Options(Request));
        return Redirect("/sign-in");
    }
}
