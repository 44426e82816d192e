using System.Globalization;

namespace CommonPlatform.BuildingBlocks.Words;

/// <summary>The two languages of the service, of equal standing (Welsh Language Act 1993).</summary>
public enum Language
{
    English,
    Welsh,
}

/// <summary>Which language is spoken, and the tags that say so.</summary>
public static class Languages
{
    extension(Language language)
    {
        /// <summary>The language of the current request or task.</summary>
        public static Language Current => Of(CultureInfo.CurrentUICulture.Name);

        /// <summary>The language of a tag such as en-GB or cy; anything unknown is English.</summary>
        public static Language Of(string? tag) =>
            tag?.StartsWith("cy", StringComparison.OrdinalIgnoreCase) == true ? Language.Welsh : Language.English;

        /// <summary>The tag for lang attributes and the culture: <c>en</c> or <c>cy</c>.</summary>
        public string Tag => language == Language.Welsh ? "cy" : "en";
    }
}
