namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record ActionLink : ContentComponent
{
    public string? Href { get; init; }
    public string? VisuallyHiddenText { get; init; }

    public override Markup Render() => Render(cardTitle: null);

    public Markup Render(Piece? cardTitle)
    {
        var hidden = Markup.If(Given(VisuallyHiddenText) || cardTitle is not null,
            $"""<span class="govuk-visually-hidden">{Markup.If(Given(VisuallyHiddenText), $" {VisuallyHiddenText}")}{Markup.If(cardTitle is not null, $" ({cardTitle?.Content ?? Markup.None})")}</span>""");
        return Markup.Of($"""<a class="govuk-link{ExtraClasses}" href="{Href}"{Extra}>{Content}{hidden}</a>""");
    }
}

internal sealed record ActionLinks : Component
{
    public IReadOnlyList<ActionLink>? Items { get; init; }

    public override Markup Render() => Markup.None;
}

internal sealed record SummaryRow : Component
{
    public Piece? Key { get; init; }
    public Piece? Value { get; init; }
    public ActionLinks? Actions { get; init; }

    public bool HasActions => Actions?.Items is { Count: > 0 };

    public override Markup Render() => Render(anyRowHasActions: HasActions, cardTitle: null);

    public Markup Render(bool anyRowHasActions, Piece? cardTitle)
    {
        var links = (Actions?.Items ?? []).Select(a => a.Render(cardTitle)).ToList();
        var actions = links.Count == 1 ? links[0] : Markup.Of(
            $"""<ul class="govuk-summary-list__actions-list">{Markup.Join(links.Select(a => Markup.Of($"""<li class="govuk-summary-list__actions-list-item">{a}</li>""")))}</ul>""");
        return Markup.Of(
            $"""
            <div class="govuk-summary-list__row{Markup.If(anyRowHasActions && Actions?.Items is null, $" govuk-summary-list__row--no-actions")}{ExtraClasses}">
              <dt class="govuk-summary-list__key{More(Key?.Classes)}">{Key?.Content ?? Markup.None}</dt>
              <dd class="govuk-summary-list__value{More(Value?.Classes)}">{Value?.Content ?? Markup.None}</dd>
              {Markup.If(links.Count > 0, $"""<dd class="govuk-summary-list__actions{More(Actions?.Classes)}">{actions}</dd>""")}
            </div>
            """);
    }
}

internal sealed record CardTitle : ContentComponent
{
    public int? HeadingLevel { get; init; }

    public override Markup Render()
    {
        var level = HeadingLevel is null or 0 ? 2 : HeadingLevel.Value;
        return Markup.Of($"""<h{level} class="govuk-summary-card__title{ExtraClasses}">{Content}</h{level}>""");
    }
}

internal sealed record SummaryCard : Component
{
    public CardTitle? Title { get; init; }
    public ActionLinks? Actions { get; init; }

    public Piece? TitlePiece => Title is null ? null : new Piece { Text = Title.Text, Html = Title.Html };

    public override Markup Render() => Render(Markup.None);

    public Markup Render(Markup content) => Markup.Of(
        $"""
        <div class="govuk-summary-card{ExtraClasses}"{Extra}>
          <div class="govuk-summary-card__title-wrapper">{Title?.Render() ?? Markup.None}{RenderActions()}</div>
          <div class="govuk-summary-card__content">{content}</div>
        </div>
        """);

    private Markup RenderActions()
    {
        var links = (Actions?.Items ?? []).Select(a => a.Render(TitlePiece)).ToList();
        var classes = Markup.Of($"govuk-summary-card__actions{More(Actions?.Classes)}");
        return links.Count switch
        {
            0 => Markup.None,
            1 => Markup.Of($"""<div class="{classes}">{links[0]}</div>"""),
            _ => Markup.Of($"""<ul class="{classes}">{Markup.Join(links.Select(a => Markup.Of($"""<li class="govuk-summary-card__action">{a}</li>""")))}</ul>"""),
        };
    }
}

internal sealed record SummaryList : Component
{
    public SummaryCard? Card { get; init; }
    public IReadOnlyList<SummaryRow?>? Rows { get; init; }

    public override Markup Render()
    {
        var rows = (Rows ?? []).OfType<SummaryRow>().ToList();
        var any = rows.Any(r => r.HasActions);
        var list = Markup.Of(
            $"""<dl class="govuk-summary-list{ExtraClasses}"{Extra}>{Markup.Join(rows.Select(r => r.Render(any, Card?.TitlePiece)))}</dl>""");
        return Card?.Render(list) ?? list;
    }
}

internal sealed record TaskStatus : ContentComponent
{
    public Tag? Tag { get; init; }

    public override Markup Render() => Tag?.Render() ?? Content;
}

internal sealed record TaskItem : Component
{
    public Piece? Title { get; init; }
    public string? Href { get; init; }
    public Piece? Hint { get; init; }
    public TaskStatus? Status { get; init; }

    public override Markup Render() => Render("task-list-1");

    public Markup Render(string id)
    {
        var described = Markup.Of($"{Markup.If(Hint is not null, $"{id}-hint ")}{id}-status");
        var words = Title?.Content ?? Markup.None;
        var title = Given(Href)
            ? Markup.Of($"""<a class="govuk-link govuk-task-list__link{More(Title?.Classes)}" href="{Href}" aria-describedby="{described}">{words}</a>""")
            : Markup.Of($"<div{Markup.Attribute("class", OrNull(Title?.Classes))}>{words}</div>");
        return Markup.Of(
            $"""
            <li class="govuk-task-list__item{Markup.If(Given(Href), $" govuk-task-list__item--with-link")}{ExtraClasses}">
              <div class="govuk-task-list__name-and-hint">
                {title}
                {Markup.If(Hint is not null, $"""<div id="{id}-hint" class="govuk-task-list__hint">{Hint?.Content ?? Markup.None}</div>""")}
              </div>
              <div class="govuk-task-list__status{More(Status?.Classes)}" id="{id}-status">{Status?.Render() ?? Markup.None}</div>
            </li>
            """);
    }
}

internal sealed record TaskList : Component
{
    public string? IdPrefix { get; init; }
    public IReadOnlyList<TaskItem?>? Items { get; init; }

    public override Markup Render() => Markup.Of(
        $"""<ul class="govuk-task-list{ExtraClasses}"{Extra}>{Markup.Join((Items ?? []).Select((t, i) => t?.Render($"{OrNull(IdPrefix) ?? "task-list"}-{i + 1}") ?? Markup.None))}</ul>""");
}
