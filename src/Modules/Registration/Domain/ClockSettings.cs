using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>
/// The days that an operator set for the steps of a clock instead of those of <see cref="ClockRule"/>: <c>CLOCK_T2="3 5"</c>, a number for each step
/// in its order. Read once, when the service starts; what can't be meant stops it there.
/// </summary>
internal sealed class ClockSettings
{
    private const string Prefix = "CLOCK_";
    private const int Longest = 400;
    private readonly Dictionary<string, string> days = [];

    public ClockSettings(IConfiguration configuration)
    {
        var rules = ClockRule.All.Values.Where(r => r.Setting is null && r.Steps.All(s => s.Act != ClockAct.Suspend)).ToDictionary(Name); // the others have settings of their own
        foreach (var (name, value) in configuration.AsEnumerable().Where(s => s.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            if (!rules.TryGetValue(name.ToUpperInvariant(), out var rule)) throw Wrong($"{name} is no clock. Those that can be set are {string.Join(", ", rules.Keys.Order(StringComparer.Ordinal))}.");
            var usual = string.Join(' ', rule.Steps.Select(s => s.After));
            if (Read(value ?? "") is not { } read || read.Length != rule.Steps.Count)
                throw Wrong($"{name} is “{value}”. Give {rule.Steps.Count} whole numbers of days from 0 to {Longest} with spaces between, such as “{usual}”.");
            var order = rule.Steps.Zip(read, (step, day) => step.Unit is ClockUnit.DaysBefore or ClockUnit.WorkingDaysBefore ? -day : day).ToList();
            if (!order.SequenceEqual(order.Order())) throw Wrong($"{name} is “{value}”. A later step can’t come before an earlier one; the usual days are “{usual}”.");
            days[rule.Code] = string.Join(' ', read);
        }
    }

    /// <summary>CLOCK_T9_HMCTS for t9-hmcts.</summary>
    public static string Name(ClockRule rule) => Prefix + rule.Code.ToUpperInvariant().Replace('-', '_');

    /// <summary>The days of this clock’s steps, where they were set.</summary>
    public string? Of(string rule) => days.GetValueOrDefault(rule);

    /// <summary>The numbers, null if they are none.</summary>
    public static int[]? Read(string days)
    {
        var parts = days.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.All(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day <= Longest) ? [.. parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture))] : null;
    }

    private static InvalidOperationException Wrong(string words) => new(words);
}
