namespace CommonPlatform.BuildingBlocks.Web.Components;

/// <summary>Options of one component of the design system, under the names of the official macros, and its official markup.</summary>
internal abstract record Component
{
    public string? Classes { get; init; }
    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }

    protected Markup Extra => Markup.Attributes(Attributes);

    protected Markup ExtraClasses => More(Classes);

    public abstract Markup Render();

    /// <summary>Classes to follow another class, with the space before them.</summary>
    protected static Markup More(string? classes) => Markup.If(Given(classes), $" {classes}");

    protected static bool Given(string? value) => !string.IsNullOrEmpty(value);

    protected static string? OrNull(string? value) => Given(value) ? value : null;
}

/// <summary>A component whose content is text, or HTML that wins over it.</summary>
internal abstract record ContentComponent : Component
{
    public string? Text { get; init; }
    public string? Html { get; init; }

    public bool HasContent => Given(Text) || Given(Html);

    public Markup Content => Given(Html) ? new Markup(Html!.Trim()) : Markup.Encoded(Text);
}

/// <summary>A piece of content inside another component.</summary>
internal sealed record Piece : ContentComponent
{
    public override Markup Render() => Content;
}
