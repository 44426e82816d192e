using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Mediation;

/// <summary>
/// Takes in <see cref="IIntake{T}"/>: each is handled on the writer's own connection, behind the same gate, and acknowledged after its commit,
/// its events and its one-time key included. Today a group is one item; whoever makes it up to 256 with a savepoint each changes this class
/// and no sender or handler, since nothing of the sender's scope but the actor comes along.
/// </summary>
internal sealed class IntakeWriter(IServiceScopeFactory scopes)
{
    /// <summary>An intake waits for the writer, and the writer for the gate that the open transaction holds: it would wait for ever.</summary>
    public static InvalidOperationException Refusal(object intake) => new(
        $"{intake.GetType().Name} is an intake: the intake writer commits it on a connection of its own, so it can't be sent while a transaction is open. Send it before or after the command.");

    public async Task<TResponse> Enqueue<TRequest, TResponse>(TRequest intake, CurrentActor sender, CancellationToken cancellationToken)
        where TRequest : IRequest<TResponse>
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentActor>().CopyFrom(sender);
        return await services.GetRequiredService<CommandTransaction>().Run(
            intake, () => services.GetRequiredService<IRequestHandler<TRequest, TResponse>>().Handle(intake, cancellationToken), cancellationToken);
    }
}
