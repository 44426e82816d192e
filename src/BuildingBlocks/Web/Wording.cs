using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>Words for a label or a title: a Text of the resource files, or a string that came from data (a name, a question).</summary>
public sealed class Wording
{
    private readonly object words;

    private Wording(object words) => this.words = words;

    /// <summary>The words in the language of the current request.</summary>
    public override string ToString() => words.ToString() ?? "";

    public static implicit operator Wording?(Text? text) => text is null ? null : new(text);

    public static implicit operator Wording?(string? text) => string.IsNullOrEmpty(text) ? null : new(text);
}
