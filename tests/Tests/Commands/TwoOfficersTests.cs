using System.Collections.Concurrent;
using System.Reflection;
using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Reviews;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Host;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Commands;

/// <summary>
/// Every command by which people of HMCTS change a record that others may change too, found in the code: in the stories, where each is sent with
/// everything right, a second officer sends the same at the same moment. One wins, and the other is told why not.
/// </summary>
public sealed class TwoOfficersTests
{
    // No story sends them; that each is refused when it carries an old version stands with the tests of its feature.
    private static readonly string[] NotTold =
    [
        "AddColleagueRole", "AgreeAction", "ApproveExcuse", "ArrangeNoticeMeeting", "AskReadinessAgain", "AssessBreach", "AssignEmail", "CheckDeparture", "CloseAccounts",
        "CloseOrganisation", "CommentOnMinutes", "ConfirmConditionsMet", "ConfirmStop", "DecideAppeal", "DecideDuplicate", "DecideMerger", "DecideRename", "DecideSuspension", "DisputeFigure",
        "EndColleagueRole", "LapseApplication", "MergeDuplicate", "ProposeReviewDate", "RecallAgreement", "Reinstate", "RenewAgreement", "RenewSecurity", "ReopenAccepted", "ReopenApplication", "ResendInvitation",
        "UseReferenceFile",
    ];

    private static readonly string[] Steps =
    [
        .. Stories.QuarterlyReview,
        "choose fellside", "apply", "submit", "wait 1", "take-ownership", "reject",
        "choose penwith", "apply", "submit", "wait 1", "take-ownership", "accept", "wait 1", "emails-arrive",
    ];

    [Fact]
    public async Task Of_two_who_send_the_same_at_once_one_wins_and_the_other_is_told()
    {
        var twins = new Twins();
        await using var platform = await Platform.Start(services =>
        {
            services.Insert(0, ServiceDescriptor.Scoped(typeof(IPipelineBehavior<,>), typeof(Twin<,>))); // before any transaction
            services.AddSingleton(twins);
        });
        await BuildingBlocks.Platform.Migrate(platform.Services);
        twins.PersonId = (await platform.Person(Roles.OnboardingOfficer, name: "Gwen Twin")).PersonId;
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var step in Steps) await StoryTeller.Run(story, step);
        await MoreThanTheStories(platform, story);

        Assert.All(twins.Races, r => Assert.True(r.Won == 1, $"{r.Command.Name}: {r.Won} won"));
        Assert.All(twins.Races, r => Assert.True(r.Loser is ConflictException or RuleBrokenException or InvalidInputException, $"{r.Command.Name}: the other got {r.Loser}"));
        var untold = OfficerCommands().Except(twins.Races.Select(r => r.Command)).Select(c => c.Name).Order().ToList();
        Assert.True(NotTold.Order().SequenceEqual(untold), string.Join(", ", untold));
    }

    private static async Task MoreThanTheStories(Platform platform, Story story)
    {
        var (officer, manager, id) = (story.The(Roles.OnboardingOfficer), story.The(Roles.SeniorOnboardingManager), story.OrganisationId);
        var email = await platform.Read<RegistrationDbContext, InboxEmail>(db => db.Inbox.AsNoTracking().FirstAsync(e => e.DecidedAt == null));
        await story.Send(officer, new SetAsideEmail(email.Id, email.Version, "Advertising"));
        await story.Send(officer, new AskForWaiver(id, 6, "They pay by hand until then.", platform.Clock.GetUtcNow().CivilDate().AddDays(10)));
        await story.Send(manager, new DecideWaiver((await Waiver()).Id, (await Waiver()).Version, true, ""));
        await story.Send(officer, new EndWaiver((await Waiver()).Id, (await Waiver()).Version));
        var action = await platform.Read<AgreementsDbContext, ServiceAction>(db => db.ServiceActions.AsNoTracking().FirstAsync(a => a.Outcome == null));
        await story.Send(story.The(Roles.HmctsServiceOwner), new EndAction(action.Id, action.Version, ServiceAction.Done, ""));

        Task<Waiver> Waiver() => platform.Read<RegistrationDbContext, Waiver>(db => db.Waivers.AsNoTracking().SingleAsync(w => w.OrganisationId == id));
    }

    private static IEnumerable<Type> OfficerCommands() =>
        new[] { typeof(RegistrationModule), typeof(AgreementsModule), typeof(global::CommonPlatform.Access.AccessModule) }.SelectMany(m => m.Assembly.GetTypes()).Where(Twins.IsRaced);

    private sealed record Race(Type Command, int Won, Exception? Loser);

    private sealed class Twins
    {
        public Guid PersonId { get; set; }
        public ConcurrentQueue<Race> Races { get; } = new();
        public AsyncLocal<bool> Running { get; } = new();

        /// <summary>Whether officers send it and it carries the version that they saw.</summary>
        public static bool IsRaced(Type type) =>
            type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>)) && type.GetProperty("Version") is not null
            && type.GetCustomAttribute<NeedsAttribute>() is { } needs && Policies.All[needs.Policy].Roles.Intersect(Roles.OfHmcts).Any();
    }

    private sealed class Twin<TRequest, TResponse>(CurrentActor current, UnitOfWork unit, IServiceScopeFactory scopes, Twins twins) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : IRequest<TResponse>
    {
        public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
        {
            if (unit.IsOpen || twins.Running.Value || !current.Actor.IsHmcts || !Twins.IsRaced(typeof(TRequest))) return await next();
            twins.Running.Value = true;
            try
            {
                var (second, first) = (Try(() => Second(request)), Try(() => next()));
                var outcomes = await Task.WhenAll(first, second);
                twins.Races.Enqueue(new Race(typeof(TRequest), outcomes.Count(o => o.Fault is null), outcomes.FirstOrDefault(o => o.Fault is not null).Fault));
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
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = current.Actor with { PersonId = twins.PersonId };
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
        }

        private static async Task<(TResponse? Answer, Exception? Fault)> Try(Func<Task<TResponse>> send)
        {
            try
            {
                await Task.Yield();
                return (await send(), null);
            }
            catch (Exception e)
            {
                return (default, e); // the test looks at it
            }
        }
    }
}
