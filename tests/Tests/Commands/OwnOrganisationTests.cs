using System.Collections.Concurrent;
using System.Reflection;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Host;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Say = CommonPlatform.Registration.Say;

namespace CommonPlatform.Tests.Commands;

/// <summary>
/// Every command by which people of HMCTS act on an organisation, found in the code: in the stories, where each is sent with everything right, somebody with
/// the same roles who belongs to the organisation as well tries it first. They are refused, or it was no act on an organisation.
/// </summary>
public sealed class OwnOrganisationTests
{
    private static readonly string[] Steps =
    [
        .. Stories.Exits["suspend"].Steps,
        "choose fellside", "apply", "submit", "wait 1", "take-ownership", "reject",
        "choose penwith", "apply", "submit", "wait 1", "take-ownership", "accept", "wait 1", "emails-arrive",
    ];

    [Fact]
    public async Task Nobody_acts_for_HMCTS_on_an_organisation_of_their_own()
    {
        var attempts = new Attempts();
        await using var platform = await Platform.Start(services =>
        {
            services.Insert(0, ServiceDescriptor.Scoped(typeof(IPipelineBehavior<,>), typeof(Insider<,>))); // before any transaction
            services.AddSingleton(attempts);
        });
        await BuildingBlocks.Platform.Migrate(platform.Services);
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var step in Steps) await StoryTeller.Run(story, step);

        Assert.Equal("", string.Join("\n", attempts.All.Where(a => a.Wrote > 0 || a.Fault is not (null or NotFoundException or RuleBrokenException)).Select(a => $"{a.Command.Name}: {a.Wrote} events, {a.Fault}").Distinct()));
        var refused = attempts.All.Where(a => a.Fault is RuleBrokenException { Text: var why } && why.Key == Say.RuleOwnOrganisation.Key).Select(a => a.Command.Name).Distinct().Order().ToList();
        Assert.True(refused.Count >= 18, $"{refused.Count} refused: {string.Join(", ", refused)}; the others: {string.Join(", ", attempts.All.Where(a => !refused.Contains(a.Command.Name)).Select(a => $"{a.Command.Name} {a.Fault?.Message}").Distinct())}");
        Assert.Superset(new HashSet<string> { "AcceptApplication", "AssessSecurity", "ConfirmBankDetails", "CountersignAgreement", "DecideSuspension", "ReviewNotices" }, refused.ToHashSet());
    }

    private sealed record Attempt(Type Command, Exception? Fault, int Wrote);

    private sealed class Attempts
    {
        public ConcurrentQueue<Attempt> All { get; } = new();
        public AsyncLocal<bool> Running { get; } = new();

        public static bool IsOfHmctsAlone(Type type) =>
            type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>))
            && type.GetCustomAttribute<NeedsAttribute>() is { } needs && Policies.All[needs.Policy].Roles is { Count: > 0 } roles && roles.All(Roles.OfHmcts.Contains);
    }

    private sealed class Insider<TRequest, TResponse>(CurrentActor current, UnitOfWork unit, IServiceScopeFactory scopes, Attempts attempts) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : IRequest<TResponse>
    {
        public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
        {
            if (unit.IsOpen || attempts.Running.Value || current.Actor.PersonId is null || !Attempts.IsOfHmctsAlone(typeof(TRequest))) return await next();
            attempts.Running.Value = true;
            try
            {
                await Try(request, cancellationToken);
            }
            finally
            {
                attempts.Running.Value = false;
            }
            return await next();
        }

        /// <summary>In a transaction that never commits.</summary>
        private async Task Try(TRequest request, CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            var (theirs, platform) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<PlatformDbContext>());
            await theirs.Begin(cancellationToken);
            var organisations = await scope.ServiceProvider.GetRequiredService<RegistrationDbContext>().Organisations.Select(o => o.Id).ToListAsync(cancellationToken);
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor =
                current.Actor with { Held = [.. current.Actor.Held, .. organisations.Select(o => new HeldRole(Roles.SecuritySignatory, o))] };
            Exception? fault = null;
            var before = await Written();
            try
            {
                await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
            }
            catch (Exception e)
            {
                fault = e; // the test looks at it
            }
            attempts.All.Enqueue(new Attempt(typeof(TRequest), fault, fault is null ? await Written() - before : 0));
            await theirs.RollbackUnlessCommitted();

            Task<int> Written() => platform.Events.CountAsync(e => organisations.Contains(e.Subject), cancellationToken);
        }
    }
}
