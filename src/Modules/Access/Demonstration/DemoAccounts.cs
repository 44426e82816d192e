using System.Text.Json;
using CommonPlatform.Access.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Access.Demonstration;

internal sealed record DemoAccount(string Name, string Email, string Role, string? Organisation, string Password, string TotpSecret);

/// <summary>The people of demo-accounts.json, in the demonstration only; everywhere else there are none.</summary>
internal sealed class DemoAccounts(DataFolder folder, IConfiguration configuration, TimeProvider clock)
{
    private sealed record File(IReadOnlyList<DemoAccount> People);

    public IReadOnlyList<DemoAccount> Read()
    {
        var file = folder.In("demo-accounts.json");
        return configuration["DEMO"] == "1" && System.IO.File.Exists(file)
            ? JsonSerializer.Deserialize<File>(System.IO.File.ReadAllText(file), Json.Options)!.People
            : [];
    }

    public string? CodeFor(string email) => Read().FirstOrDefault(p => string.Equals(p.Email, email, StringComparison.OrdinalIgnoreCase)) is { } person
        ? Totp.Code(Totp.FromBase32(person.TotpSecret), Totp.StepAt(clock.GetUtcNow()))
        : null;
}
