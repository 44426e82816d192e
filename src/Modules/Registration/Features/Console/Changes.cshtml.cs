using System.Globalization;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommonPlatform.Registration;

/// <summary>
/// Tells an open board, as server-sent events, how many organisations others have changed since it was loaded; the board itself stays as it
/// is. Who reads is looked up anew before each answer, which doesn't count as using the session: when it ends, or the role does, so does this.
/// </summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class ChangesPage(ChangeStreams streams, IServiceScopeFactory scopes, CurrentActor current, IHostApplicationLifetime host) : PageModel
{
    private const int MostEvents = 1000;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var since = long.TryParse(Request.Query["since"], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : long.MaxValue;
        using var place = streams.Open(current.PersonId);
        if (place is null) return StatusCode(StatusCodes.Status204NoContent); // a browser asks no more after that
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        Response.ContentType = "text/event-stream; charset=utf-8";
        Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await Tell(since, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // the reader has gone, or the host stops
        }
        return new EmptyResult();
    }

    private async Task Tell(long since, CancellationToken cancellationToken)
    {
        var (lasted, told) = (TimeSpan.Zero, 0);
        await Response.WriteAsync("retry: 15000\n\n", cancellationToken);
        while (await Changed(since, cancellationToken) is { } changed)
        {
            await Response.WriteAsync(changed == told ? ":\n\n" : $"data: {Say.BoardChanged(changed)}\n\n", cancellationToken);
            await Response.Body.FlushAsync(cancellationToken);
            told = changed;
            if ((lasted += streams.Every) > streams.Lasts) return;
            await Task.Delay(streams.Every, cancellationToken);
        }
    }

    /// <summary>How many organisations; null when whoever reads may not do so any longer.</summary>
    private async Task<int?> Changed(long since, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var actor = await scope.ServiceProvider.GetRequiredService<IActorSource>().Look(HttpContext);
        if (!Policy.ReadOnboarding.Allows(actor)) return null;
        var (platform, mine) = (scope.ServiceProvider.GetRequiredService<PlatformDbContext>(), actor.Code);
        var subjects = await platform.EventPositions.AsNoTracking().Where(p => p.Position > since).OrderBy(p => p.Position).Take(MostEvents)
            .Join(platform.Events.Where(e => e.Actor != mine), p => p.EventId, e => e.Id, (p, e) => e.Subject).Distinct().ToListAsync(cancellationToken);
        return subjects.Count == 0 ? 0 : await scope.ServiceProvider.GetRequiredService<RegistrationDbContext>().Cases.AsNoTracking().VisibleTo(actor).CountAsync(c => subjects.Contains(c.Id), cancellationToken);
    }
}
