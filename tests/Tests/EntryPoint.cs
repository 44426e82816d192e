using CommonPlatform.Tests.Workflow;
using Xunit.Runner.InProc.SystemConsole;

namespace CommonPlatform.Tests;

/// <summary>Runs the tests; one of them starts this program anew and kills it.</summary>
internal static class EntryPoint
{
    public static Task<int> Main(string[] arguments) => arguments is ["--to-be-killed", .. var how] ? Victim.Run(how) : ConsoleRunner.Run(arguments);
}
