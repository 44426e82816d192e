namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record Tab : Component
{
    public string? Id { get; init; }
    public string? Label { get; init; }
    public Piece? Panel { get; init; }

    public override Markup Render() => Markup.None;

    public Markup Link(string id, bool first) => Markup.Of(
        $"""<li class="govuk-tabs__list-item{Markup.If(first, $" govuk-tabs__list-item--selected")}"><a class="govuk-tabs__tab" href="#{id}"{Extra}>{Label}</a></li>""");

    public Markup Body(string id, bool first)
    {
        var content = Given(Panel?.Html) ? Panel!.Content : Markup.If(Given(Panel?.Text), $"""<p class="govuk-body">{Panel?.Text}</p>""");
        return Markup.Of(
            $"""<div class="govuk-tabs__panel{Markup.If(!first, $" govuk-tabs__panel--hidden")}" id="{id}"{Markup.Attributes(Panel?.Attributes)}>{content}</div>""");
    }
}

internal sealed record Tabs : Component
{
    public string? Id { get; init; }
    public string? IdPrefix { get; init; }
    public string? Title { get; init; }
    public IReadOnlyList<Tab?>? Items { get; init; }

    public override Markup Render()
    {
        var tabs = (Items ?? []).Select((tab, i) => (tab, id: OrNull(tab?.Id) ?? $"{IdPrefix}-{i + 1}", first: i == 0)).Where(t => t.tab is not null).ToList();
        var list = Markup.If(Items is { Count: > 0 }, $"""<ul class="govuk-tabs__list">{Markup.Join(tabs.Select(t => t.tab!.Link(t.id, t.first)))}</ul>""");
        return Markup.Of(
            $"""
            <div{Markup.Attribute("id", OrNull(Id))} class="govuk-tabs{ExtraClasses}"{Extra} data-module="govuk-tabs">
              <h2 class="govuk-tabs__title">{Title ?? Common.Contents.ToString()}</h2>
              {list}{Markup.Join(tabs.Select(t => t.tab!.Body(t.id, t.first)))}
            </div>
            """);
    }
}
