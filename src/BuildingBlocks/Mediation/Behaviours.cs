using System.Data.Common;
using System.Reflection;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Mediation;

/// <summary>The only list of what happens around every request, in this order.</summary>
internal static class Behaviours
{
    public static readonly Type[] InOrder = [typeof(Authorise<,>), typeof(Validate<,>), typeof(Transact<,>)];
}

internal sealed class Authorise<TRequest, TResponse>(CurrentActor current, UnitOfWork unit) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private static readonly Policy Policy = typeof(TRequest).GetCustomAttribute<NeedsAttribute>()?.Policy
        ?? throw new InvalidOperationException($"{typeof(TRequest).Name} names no policy.");

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        // A command inside another one is a part of it, and that one was authorised; so was the page that asks another module.
        if ((Policy == Policy.Internal && (unit.IsOpen || request is IQuery<TResponse>)) || Policy.Allows(current.Actor))
        {
            if (request is ICommand<TResponse> && (!unit.IsOpen || current.LetInBy is null)) current.LetInBy = Policy;
            return next();
        }
        throw new NotFoundException();
    }
}

internal sealed class Validate<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var faults = new List<(string, Text)>();
        foreach (var validator in validators)
            foreach (var failure in (await validator.ValidateAsync(request, cancellationToken)).Errors)
                faults.Add((failure.PropertyName, failure.CustomState as Text
                    ?? throw new InvalidOperationException($"{typeof(TRequest).Name}.{failure.PropertyName} has a rule without words: add .Saying(…).")));
        return faults.Count == 0 ? await next() : throw new InvalidInputException(faults);
    }
}

internal sealed class Transact<TRequest, TResponse>(UnitOfWork unit, CommandTransaction transaction, IntakeWriter intakes, CurrentActor current, IServiceScopeFactory scopes)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private const int Tries = 3;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not (ICommand<TResponse> or IIntake<TResponse>)) return await next();
        if (unit.IsOpen) return request is ICommand<TResponse> ? await Join(next) : throw IntakeWriter.Refusal(request);
        try
        {
            return request is ICommand<TResponse>
                ? await transaction.Run(request, () => next(), cancellationToken)
                : await intakes.Enqueue<TRequest, TResponse>(request, current, cancellationToken);
        }
        catch (Exception e) when (UnitOfWork.IsLostRace(e))
        {
            // Another transaction got in between: the whole command again, in a scope of its own. It now sees what the other one wrote, so that
            // the handler's own check says in its own words what is taken, and the same one-time key gets the same answer.
            if (current.Retry == Tries) throw new ConflictException(e);
            await using var scope = scopes.CreateAsyncScope();
            var again = scope.ServiceProvider.GetRequiredService<CurrentActor>();
            again.CopyFrom(current);
            again.Retry = current.Retry + 1;
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
        }
    }

    private async Task<TResponse> Join(RequestHandlerDelegate<TResponse> next)
    {
        try
        {
            return await next();
        }
        catch
        {
            unit.Doom(); // whoever catches this above must not commit a half
            throw;
        }
    }
}

/// <summary>One write with its one-time key in one transaction of the scope.</summary>
internal sealed class CommandTransaction(UnitOfWork unit, IdempotencyRows idempotency, CurrentActor current, TimeProvider clock)
{
    public async Task<T> Run<T>(object request, Func<Task<T>> handle, CancellationToken cancellationToken)
    {
        await unit.Begin(cancellationToken);
        try
        {
            if (current.OneTimeKey is not { } key) return await Committed(await handle(), cancellationToken);
            if (await idempotency.Find(key, request, current.Actor, cancellationToken) is { } kept) return IdempotencyRows.Answer<T>(kept);
            var answer = await handle();
            await idempotency.Keep(key, request, current.Actor, answer, clock.GetUtcNow(), cancellationToken);
            return await Committed(answer, cancellationToken);
        }
        finally
        {
            await unit.RollbackUnlessCommitted();
        }
    }

    private async Task<T> Committed<T>(T answer, CancellationToken cancellationToken)
    {
        await unit.Commit(cancellationToken);
        return answer;
    }
}
