using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace CommonPlatform.BuildingBlocks.Web.Components;

/// <summary>HTML that is safe to write: <c>Markup.Of($"&lt;p&gt;{words}&lt;/p&gt;")</c> encodes every string that it is given.</summary>
public readonly record struct Markup(string? Raw) : IHtmlContent
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing.</summary>
    public static readonly Markup None = new("");

    /// <summary>The HTML of an interpolated string, its values encoded.</summary>
    public static Markup Of(Builder html) => new(html.ToString());

    /// <summary>The HTML, or nothing.</summary>
    public static Markup If(bool condition, Builder html) => condition ? Of(html) : None;

    /// <summary>Text as HTML; nothing for null.</summary>
    public static Markup Encoded(string? text) => new(text is null ? "" : Encoder.Encode(text));

    /// <summary>One after the other.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(p => p.Raw)));

    /// <summary>The attribute with its value, or nothing when the value is null.</summary>
    public static Markup Attribute(string name, string? value) => If(value is not null, $" {name}=\"{value}\"");

    /// <summary>Each attribute with its value.</summary>
    public static Markup Attributes(IEnumerable<KeyValuePair<string, string?>>? attributes) =>
        Join((attributes ?? []).Select(a => Attribute(a.Key, a.Value ?? "")));

    /// <inheritdoc />
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(Raw);

    /// <inheritdoc />
    public override string ToString() => Raw ?? "";

    /// <summary>What the compiler fills from the interpolated string: literals as they are, values encoded, markup as it is.</summary>
    [InterpolatedStringHandler]
    public readonly struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder html = new(literalLength + (formattedCount * 16));

        /// <summary>As it is.</summary>
        public void AppendLiteral(string literal) => html.Append(literal);

        /// <summary>Encoded.</summary>
        public void AppendFormatted(string? text) => html.Append(Encoded(text).Raw);

        /// <summary>In digits.</summary>
        public void AppendFormatted(int number) => html.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>As it is.</summary>
        public void AppendFormatted(Markup markup) => html.Append(markup.Raw);

        /// <summary>Worded in the language of the request, encoded.</summary>
        public void AppendFormatted(Words.Text text) => html.Append(Encoded(text.ToString()).Raw);

        /// <inheritdoc />
        public override string ToString() => html.ToString();
    }
}
