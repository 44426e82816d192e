using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;

namespace CommonPlatform.Architecture;

/// <summary>For each rule, code that breaks it. A rule that lets its specimen pass is no rule.</summary>
internal static class Specimens
{
    public static class ModulesKnowOnlyContracts
    {
        public sealed class InRegistrationReachesOver
        {
            public Type Other { get; } = typeof(CommonPlatform.Agreements.AgreementsModule);
        }
    }

    public static class ModulesAreInternal
    {
        public sealed class InCasesShowsItself;
    }

    public static class ContractsAreSealedRecords
    {
        public class InContractsIsOpen;
    }

    public static class OneHandlerPerRequest
    {
        [Needs(Policy.Internal)]
        public sealed record Unheard : ICommand<Unit>;
    }

    public static class PolicyOnEverything
    {
        public sealed record Unguarded : ICommand<Unit>;
    }

    public static class NoOtherClock
    {
        public sealed class LooksAtTheWall
        {
#pragma warning disable RS0030 // this is the specimen
            public static async Task<DateTimeOffset> Now()
            {
                await Task.Yield();
                return DateTimeOffset.UtcNow;
            }
#pragma warning restore RS0030
        }
    }

    public static class EventsWithoutWords
    {
        public sealed record SomebodyWasNamed(Guid Subject, string Name) : IEvent;
    }

    public static class NoSqlInActivities
    {
        public sealed class ReadsTables(UnitOfWork unit) : IWorkflowActivity
        {
            public async Task<string> Run(ActivityContext context, CancellationToken cancellationToken) =>
                await unit.Execute("delete from platform_emails", cancellationToken) > 0 ? "Done" : "Nothing";
        }
    }

    public static class SqlFromConstants
    {
        public sealed class BelievesWhatIsTyped(UnitOfWork unit)
        {
            public Task<int> Forget(string typed) => unit.Execute($"delete from platform_emails where recipient = '{typed}'", default, ("@unused", 1));
        }

        public sealed class BelievesItInOneOfTwoCases(UnitOfWork unit)
        {
            public async Task<int> Forget(string typed, bool all)
            {
                await Task.Yield();
                return await unit.Execute(all ? "delete from platform_emails where recipient = '" + typed + "'" : "delete from platform_emails", default, ("@unused", all ? "a" : "b"));
            }
        }
    }

    public static class EngineBehindItsSurface
    {
        public sealed class KnowsTheRunner
        {
            public Type Runner { get; } = typeof(Runner);
        }
    }

    public static class LibrariesInTheirFolder
    {
        public sealed class RendersByItself
        {
            public static string Html(string markdown) => Markdig.Markdown.ToHtml(markdown);
        }
    }
}
