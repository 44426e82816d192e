using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Email that came in and could not be filed by itself, the oldest first; below it what was set aside lately.</summary>
[Needs(Policy.Converse)]
internal sealed class InboxListPage(RegistrationDbContext db, IMediator mediator) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<InboxEmail> Waiting { get; private set; } = [];
    public IReadOnlyList<InboxEmail> SetAside { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public int Count { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Count = await db.Inbox.CountAsync(e => e.DecidedAt == null, cancellationToken);
        Waiting = await db.Inbox.AsNoTracking().Where(e => e.DecidedAt == null).OrderBy(e => e.ArrivedAt).ThenBy(e => e.Id).Take(Most).ToListAsync(cancellationToken);
        SetAside = await db.Inbox.AsNoTracking().Where(e => e.SetAsideBecause != null && e.DecidedBy != ConversationEntry.ByTheInbox).OrderByDescending(e => e.DecidedAt).Take(Most).ToListAsync(cancellationToken);
        Names = await mediator.Names(SetAside.Select(e => e.DecidedBy), cancellationToken);
    }
}
