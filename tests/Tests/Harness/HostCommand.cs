using System.Diagnostics;
using Xunit;

namespace CommonPlatform.Tests.Harness;

/// <summary>The host's own commands in a process of their own, as an operator types them.</summary>
internal static class HostCommand
{
    /// <summary>Runs one and gives what it said on both outputs; it has to end with this exit code.</summary>
    public static async Task<string> Run(int expected, (string Name, string Value)[] settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CommonPlatform.Host.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in new[] { "DATABASE", "DEMO", "DATA_DIR", "KEYS_DIR", "CLAMD", "PDF_PYTHON", "ASPNETCORE_URLS" }) start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var all = await said + await complained;
        Assert.True(process.ExitCode == expected, $"{string.Join(' ', arguments)} ended with {process.ExitCode}: {all}");
        return all;
    }
}
