using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

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
        }

        public sealed class StopsTime
        {
            public static long Ticks() => System.Diagnostics.Stopwatch.GetTimestamp();
        }

        public sealed class CountsTicks
        {
            public static long Ticks() => Environment.TickCount64;
        }

        public sealed class TakesTheSystemsClock
        {
            public static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();
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

        public sealed class AsksForTheRunner
        {
            public static object Runner(IServiceProvider services) => services.GetRequiredService<Runner>();
        }
    }

    public static class LibrariesInTheirFolder
    {
        public sealed class RendersByItself
        {
            public static string Html(string markdown) => Markdig.Markdown.ToHtml(markdown);
        }

        public sealed class FillsInByItself
        {
            public static object Template(string text) => HandlebarsDotNet.Handlebars.Compile(text);
        }

        public sealed class WakesByItself
        {
            public static object? Trigger(IReadOnlyList<Quartz.ITrigger> triggers) => triggers.Count;
        }

        public sealed class SealsByItself
        {
            public static object Seal() => new System.Security.Cryptography.Pkcs.SignedCms();
        }

        public sealed class SendsByItself
        {
            public static object Client() => new System.Net.Mail.SmtpClient();
        }

        public sealed class DrawsByItself
        {
            public static object Codes() => new QRCoder.QRCodeGenerator();
        }
    }
}
