using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace CommonPlatform.BuildingBlocks.Web.Components;

/// <summary>HTML that is safe to write: <c>Markup.Of($"&lt;p&gt;{words}&lt;/p&gt;")</c> encodes every string that it is given.</summary>
internal readonly record struct Markup(string? Raw) : IHtmlContent
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static readonly Markup None = new("");

    public static Markup Of(Builder html) => new(html.ToString());

    public static Markup If(bool condition, Builder html) => condition ? Of(html) : None;

    public static Markup Encoded(string? text) => new(text is null ? "" : Encoder.Encode(text));

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(p => p.Raw)));

    /// <summary>The attribute with its value, or nothing when the value is null.</summary>
    public static Markup Attribute(string name, string? value) => If(value is not null, $" {name}=\"{value}\"");

    public static Markup Attributes(IEnumerable<KeyValuePair<string, string?>>? attributes) =>
        Join((attributes ?? []).Select(a => Attribute(a.Key, a.Value ?? "")));

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(Raw);

    public override string ToString() => Raw ?? "";

    /// <summary>What the compiler fills from the interpolated string: literals as they are, values encoded, markup as it is.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder html = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => html.Append(literal);

        public void AppendFormatted(string? text) => html.Append(Encoded(text).Raw);

        public void AppendFormatted(int number) => html.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(Markup markup) => html.Append(markup.Raw);

        public void AppendFormatted(Words.Text text) => html.Append(Encoded(text.ToString()).Raw);

        public override string ToString() => html.ToString();
    }
}
