namespace CommonPlatform.Host;

/// <summary>DEMO=1: an invented world, seeded through commands on a simulated clock, for a host that listens on loopback only.</summary>
internal static class Demonstration
{
    public static Task Prepare(WebApplication app)
    {
        if (app.Configuration["DEMO"] != "1") return Task.CompletedTask;
        var addresses = (app.Configuration["URLS"] ?? "http://127.0.0.1:5080").Split(';');
        if (addresses.Any(a => !new Uri(a.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal)).IsLoopback))
            throw new InvalidOperationException("DEMO=1 shows passwords on the sign-in page: it is refused unless the host listens on loopback only.");
        return Task.CompletedTask;
    }
}
