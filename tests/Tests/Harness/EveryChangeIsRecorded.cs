using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Harness;

/// <summary>
/// Holds in every test on SQLite: a command that changed something has recorded an event, which is its audit entry, or stands on a short list.
/// </summary>
internal static class EveryChangeIsRecorded
{
    /// <summary>Commands that record nothing, each with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unrecorded = new Dictionary<string, string>
    {
        ["CheckPassword"] = "the sign-in is recorded with its code (SignedIn), a refusal as SignInRefused; what else changes counts the failures of an address",
        ["CheckConsistency"] = "what the night finds, computed from facts",
        ["InventHistory"] = "invented cases of the demonstration, labelled so",
        ["IssueAgreement"] = "AgreementIssued says so once its document is there",
        ["NoteSessionSeen"] = "when a session was last used",
        ["NoteVisit"] = "since when an officer has seen what happened",
        ["RefreshGates"] = "computed from facts, each of which has its event",
        ["SaveView"] = "an officer's own list of words and filters",
        ["RemoveView"] = "the same",
        ["LetPeopleIn"] = "a part of a reinstatement, which has its events",
        ["StopPeople"] = "a part of a suspension, which has its events",
    };

    public static void Watch(IServiceCollection services) => services.AddScoped<Seen>().AddScoped<IEventTap>(s => s.GetRequiredService<Seen>())
        .AddScoped(typeof(IPipelineBehavior<,>), typeof(Watched<,>)); // last, so within the transaction

    internal sealed class Seen : IEventTap
    {
        public int Events { get; private set; }
        public int Depth { get; set; }

        public Task Tap(Guid eventId, string name, IEvent happened, CancellationToken cancellationToken)
        {
            Events++;
            return Task.CompletedTask;
        }
    }

    internal sealed class Watched<TRequest, TResponse>(Seen seen, UnitOfWork unit, Database database) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : IRequest<TResponse>
    {
        public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
        {
            if (!database.IsSqlite || seen.Depth > 0 || request is not ICommand<TResponse> || Unrecorded.ContainsKey(typeof(TRequest).Name)) return await next();
            var (events, changes) = (seen.Events, await Changes(cancellationToken));
            seen.Depth++;
            try
            {
                var answer = await next();
                Assert.True(seen.Events > events || await Changes(cancellationToken) == changes, $"{typeof(TRequest).Name} changed something and recorded no event.");
                return answer;
            }
            finally
            {
                seen.Depth--;
            }
        }

        private async Task<long> Changes(CancellationToken cancellationToken) => (await unit.Query("select total_changes()", r => r.GetInt64(0), cancellationToken))[0];
    }
}
