using System.Collections.Concurrent;
using System.Reflection;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Tests.Commands;

/// <summary>How it went with a command that two people sent at once.</summary>
/// <param name="Command">The command.</param>
/// <param name="Won">How many of the two it was done for.</param>
/// <param name="Loser">What the other was told, null when both were answered.</param>
/// <param name="Twice">The events that stand in the log twice, word by word.</param>
internal sealed record Race(Type Command, int Won, Exception? Loser, IReadOnlyList<string> Twice);

/// <summary>Beside everybody who sends a command that others may send too stands somebody with the same roles who sends the same at the same moment.</summary>
internal sealed class Twins(IReadOnlySet<string> leftAlone, IReadOnlySet<string> ofOnePerson)
{
    public Guid PersonId { get; set; }
    public ConcurrentQueue<Race> Races { get; } = new();
    public AsyncLocal<bool> Running { get; } = new();

    /// <summary>Who sends it as well: the other person, or the same one in another window.</summary>
    public Actor Second(Type type, Actor first) => ofOnePerson.Contains(type.Name) ? first : first with { PersonId = PersonId };

    /// <summary>Whether people send it, and it isn't left alone.</summary>
    public bool AreRaced(Type type) => IsOfPeople(type) && !leftAlone.Contains(type.Name);

    /// <summary>Whether people send it: it is no part of other commands, and no answer to one who hasn't signed in.</summary>
    public static bool IsOfPeople(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>))
        && type.GetCustomAttribute<NeedsAttribute>() is { Policy: not (Policy.Internal or Policy.Anyone) };
}

internal sealed class Twin<TRequest, TResponse>(CurrentActor current, UnitOfWork unit, IServiceScopeFactory scopes, Twins twins) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (unit.IsOpen || twins.Running.Value || current.Actor.PersonId is null || !twins.AreRaced(typeof(TRequest))) return await next();
        twins.Running.Value = true;
        try
        {
            var before = await Events();
            var (second, first) = (Try(() => Second(request)), Try(() => next()));
            var outcomes = await Task.WhenAll(first, second);
            var since = (await Events()).Except(before).ToList();
            twins.Races.Enqueue(new Race(
                typeof(TRequest), outcomes.Count(o => o.Fault is null), outcomes.FirstOrDefault(o => o.Fault is not null).Fault,
                [.. since.GroupBy(e => (e.Name, e.Body)).Where(g => g.Count() > 1).Select(g => g.Key.Name)]));
            return outcomes.Any(o => o.Fault is null) ? outcomes.First(o => o.Fault is null).Answer! : throw outcomes[0].Fault!;
        }
        finally
        {
            twins.Running.Value = false;
        }
    }

    private async Task<TResponse> Second(TRequest request)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = twins.Second(typeof(TRequest), current.Actor);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private async Task<List<(Guid Id, string Name, string Body)>> Events()
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<PlatformDbContext>().Events.AsNoTracking().Select(e => new { e.Id, e.Name, e.Body }).ToListAsync();
        return [.. rows.Select(e => (e.Id, e.Name, e.Body))];
    }

    private static async Task<(TResponse? Answer, Exception? Fault)> Try(Func<Task<TResponse>> send)
    {
        try
        {
            await Task.Yield();
            var answer = await send();
            return (answer, answer is false ? new InvalidInputException([]) : null); // how a code is refused that was given already
        }
        catch (Exception e)
        {
            return (default, e); // the test looks at it
        }
    }
}
