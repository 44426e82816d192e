namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record PageItem : Component
{
    public string? Number { get; init; }
    public string? Href { get; init; }
    public string? VisuallyHiddenText { get; init; }
    public bool Current { get; init; }
    public bool Ellipsis { get; init; }

    public override Markup Render()
    {
        if (this == new PageItem()) return Markup.None;
        var link = Ellipsis ? new Markup("⋯") : Markup.Of(
            $"""<a class="govuk-link govuk-pagination__link" href="{Href}" aria-label="{VisuallyHiddenText ?? Common.PageNumber(Number).ToString()}"{Markup.If(Current, $" aria-current=\"page\"")}{Extra}>{Number}</a>""");
        return Markup.Of(
            $"""<li class="govuk-pagination__item{Markup.If(Current, $" govuk-pagination__item--current")}{Markup.If(Ellipsis, $" govuk-pagination__item--ellipsis")}">{link}</li>""");
    }
}

internal sealed record PageLink : ContentComponent
{
    public string? Href { get; init; }
    public string? LabelText { get; init; }

    private static readonly Markup ArrowBack = Arrow("prev", "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z");
    private static readonly Markup ArrowOn = Arrow("next", "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z");

    public override Markup Render() => Render("next", block: false);

    public Markup Render(string kind, bool block)
    {
        if (!Given(Href)) return Markup.None;
        var back = kind == "prev";
        var words = HasContent ? Content : back
            ? Markup.Of($"""{Common.PreviousPage}<span class="govuk-visually-hidden"> {Common.PageOfPreviousPage}</span>""")
            : Markup.Of($"""{Common.NextPage}<span class="govuk-visually-hidden"> {Common.PageOfNextPage}</span>""");
        var label = Markup.If(block && Given(LabelText),
            $"""<span class="govuk-visually-hidden">:</span><span class="govuk-pagination__link-label">{LabelText}</span>""");
        return Markup.Of(
            $"""
            <div class="govuk-pagination__{kind}">
              <a class="govuk-link govuk-pagination__link" href="{Href}" rel="{kind}"{Extra}>
                {(back ? ArrowBack : block ? ArrowOn : Markup.None)}
                <span class="govuk-pagination__link-title{Markup.If(block && !Given(LabelText), $" govuk-pagination__link-title--decorated")}">{words}</span>
                {label}{(!back && !block ? ArrowOn : Markup.None)}
              </a>
            </div>
            """);
    }

    private static Markup Arrow(string kind, string path) => Markup.Of(
        $"""<svg class="govuk-pagination__icon govuk-pagination__icon--{kind}" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="{path}"></path></svg>""");
}

internal sealed record Pagination : Component
{
    public string? LandmarkLabel { get; init; }
    public PageLink? Previous { get; init; }
    public PageLink? Next { get; init; }
    public IReadOnlyList<PageItem?>? Items { get; init; }

    public override Markup Render()
    {
        var block = Items is null && (Next is not null || Previous is not null);
        var items = Markup.Join((Items ?? []).OfType<PageItem>().Select(i => i.Render()));
        return Markup.Of(
            $"""
            <nav class="govuk-pagination{Markup.If(block, $" govuk-pagination--block")}{ExtraClasses}" aria-label="{OrNull(LandmarkLabel) ?? Common.Pagination.ToString()}"{Extra}>
              {Previous?.Render("prev", block) ?? Markup.None}
              {Markup.If(Items is not null, $"""<ul class="govuk-pagination__list">{items}</ul>""")}
              {Next?.Render("next", block) ?? Markup.None}
            </nav>
            """);
    }
}
