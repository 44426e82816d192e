using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(CommonPlatform.Browser.Service))]

namespace CommonPlatform.Browser;

/// <summary>The host as a process of its own with the demonstration in a scratch folder, and one Chromium; shared by all tests.</summary>
public sealed class Service : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("browser-").FullName;
    private readonly List<string> log = [];
    private Process? host;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    public IReadOnlyList<DemoPerson> People { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CommonPlatform.Host.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DATA_DIR"] = folder, ["DEMO"] = "1", ["CLAMD"] = "none", ["ASPNETCORE_URLS"] = Address, ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        host = Process.Start(start)!;
        host.OutputDataReceived += (_, line) => Keep(line.Data);
        host.ErrorDataReceived += (_, line) => Keep(line.Data);
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        using var client = new HttpClient();
        var waited = Stopwatch.StartNew();
        while (!await Answers(client))
        {
            if (host.HasExited || waited.Elapsed > TimeSpan.FromMinutes(4)) throw new InvalidOperationException($"The host does not answer:\n{Log}");
            await Task.Delay(200);
        }
        var accounts = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "demo-accounts.json")));
        People = [.. accounts.RootElement.GetProperty("people").Deserialize<List<DemoPerson>>(new JsonSerializerOptions(JsonSerializerDefaults.Web))!];
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    /// <summary>A browser window of its own: cookies, width, language, with or without JavaScript; at this service or at another address.</summary>
    public async Task<IPage> Window(int width = 1280, bool javaScript = true, string? address = null)
    {
        var context = await browser!.NewContextAsync(new() { BaseURL = address ?? Address, JavaScriptEnabled = javaScript, ViewportSize = new() { Width = width, Height = 900 } });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    public string Log
    {
        get { lock (log) return string.Join('\n', log.TakeLast(60)); }
    }

    private void Keep(string? line)
    {
        if (line is not null) lock (log) log.Add(line);
    }

    private async Task<bool> Answers(HttpClient client)
    {
        try
        {
            return (await client.GetAsync($"{Address}/health/ready")).IsSuccessStatusCode && File.Exists(Path.Combine(folder, "demo-accounts.json"));
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (host is { HasExited: false })
        {
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync();
        }
        host?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A person of the demonstration, as demo-accounts.json lists them.</summary>
public sealed record DemoPerson(string Name, string Email, string Role, string? Organisation, string Password, string TotpSecret);
