using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Microsoft.AspNetCore.Html;

namespace CommonPlatform.BuildingBlocks.Words;

/// <summary>
/// A key of the resource files and the arguments of its sentence. Rules, validators, events, email and workflow descriptions carry a
/// Text and never a sentence; it is worded when it is shown, in the language of the moment. Put it straight into a page: <c>@Say.Key</c>.
/// Arguments are strings, numbers, dates (worded as 5 January 2026), instants (Europe/London), or other Texts.
/// </summary>
public sealed record Text(string Key, params object?[] Arguments) : IHtmlContent
{
    /// <summary>The sentence in the language of the current request (English unless it is Welsh).</summary>
    public override string ToString() => In(Language.Current);

    /// <summary>The sentence in one language.</summary>
    /// <exception cref="KeyNotFoundException">The key stands in no resource file.</exception>
    public string In(Language language) => Catalogue.Word(this, language);

    /// <inheritdoc />
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => encoder.Encode(writer, ToString());

    public bool Equals(Text? other) => other is not null && Key == other.Key && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <summary>The stored form: <c>{"key":"…","args":[…]}</c>; dates, instants and Texts keep their type.</summary>
    public JsonObject ToJson() => new()
    {
        ["key"] = Key,
        ["args"] = new JsonArray([.. Arguments.Select(Store)]),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Text FromJson(JsonNode node) => new(
        node["key"]!.GetValue<string>(),
        [.. (node["args"] as JsonArray ?? []).Select(Restore)]);

    /// <summary>As <see cref="ToJson"/>, as a string for a text column.</summary>
    public string Stored() => ToJson().ToJsonString();

    /// <summary>Reads what <see cref="Stored"/> wrote.</summary>
    public static Text Restored(string json) => FromJson(JsonNode.Parse(json)!);

    private static JsonNode? Store(object? argument) => argument switch
    {
        null => null,
        Text text => new JsonObject { ["text"] = text.ToJson() },
        DateOnly date => new JsonObject { ["date"] = date.ToString("O", CultureInfo.InvariantCulture) },
        DateTimeOffset instant => new JsonObject { ["instant"] = instant.ToString("O", CultureInfo.InvariantCulture) },
        int or long => JsonValue.Create(Convert.ToInt64(argument, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(Convert.ToString(argument, CultureInfo.InvariantCulture)),
    };

    private static object? Restore(JsonNode? node) => node switch
    {
        null => null,
        JsonObject o when o["text"] is { } text => FromJson(text),
        JsonObject o when o["date"] is { } date => DateOnly.Parse(date.GetValue<string>(), CultureInfo.InvariantCulture),
        JsonObject o when o["instant"] is { } instant => DateTimeOffset.Parse(instant.GetValue<string>(), CultureInfo.InvariantCulture),
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => v.GetValue<long>(),
        _ => node.GetValue<string>(),
    };
}

/// <summary>Lets a validator carry a Text instead of a sentence.</summary>
public static class TextValidation
{
    /// <summary>The Text that the page words when this rule fails.</summary>
    public static IRuleBuilderOptions<T, TProperty> Saying<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, Text text) =>
        rule.WithMessage(text.Key).WithState(_ => text);

    /// <summary>As above, for a sentence that speaks of what was typed.</summary>
    public static IRuleBuilderOptions<T, TProperty> Saying<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, Func<T, Text> text) =>
        rule.WithState(x => text(x));
}
