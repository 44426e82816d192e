using System.Globalization;

namespace CommonPlatform.BuildingBlocks.Workflow;

/// <summary>
/// A round as events and waits carry it, such as <c>mou:2</c>: what it is a round of, and its number. A wait takes a signal of its own round,
/// discards one of an earlier round of the same thing, and leaves any other where it is.
/// </summary>
internal readonly record struct Round(string? Kind, int Number)
{
    public static Round Of(string? text)
    {
        if (text is null) return default;
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var number) ? new(text[..colon], number) : new(text, 0);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}:{Number}");
}
