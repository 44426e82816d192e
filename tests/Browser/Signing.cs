using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Playwright;

namespace CommonPlatform.Browser;

/// <summary>Signing in as people do, with an authenticator app of the tests' own.</summary>
internal static class Signing
{
    private static readonly Dictionary<string, long> LastStep = [];

    public static async Task SignIn(this IPage page, DemoPerson person)
    {
        await page.GotoAsync("/sign-in?language=en");
        await page.FillAsync("[name=Email]", person.Email);
        await page.FillAsync("[name=Password]", person.Password);
        await page.Send();
        await page.FillAsync("[name=Code]", await Code(person.TotpSecret));
        await page.Send();
    }

    /// <summary>The form's own button, not «Show» beside a password.</summary>
    public static Task Send(this IPage page) => page.Locator("main form[method=post] button[type=submit].govuk-button, main form[method=post] button.govuk-button:not([type=button])").First.ClickAsync();

    /// <summary>The code that the app shows; waits for the next one when this one was used, since a code counts once.</summary>
    public static async Task<string> Code(string secret)
    {
        var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;
        lock (LastStep)
        {
            step = Math.Max(step, LastStep.GetValueOrDefault(secret) + 1);
            LastStep[secret] = step;
        }
        // The platform takes a code one step early, so at most a short wait is needed.
        while (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 < step - 1) await Task.Delay(200);
        return CodeAt(secret, step);
    }

    public static string CodeAt(string secret, long step)
    {
        var bits = string.Concat(secret.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as authenticator apps know it
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15, 4)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
