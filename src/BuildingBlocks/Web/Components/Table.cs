namespace CommonPlatform.BuildingBlocks.Web.Components;

internal sealed record Cell : ContentComponent
{
    public string? Format { get; init; }
    public string? Colspan { get; init; }
    public string? Rowspan { get; init; }

    private Markup Spans => Markup.Of($"{Markup.Attribute("colspan", OrNull(Colspan))}{Markup.Attribute("rowspan", OrNull(Rowspan))}{Extra}");

    public override Markup Render() => Markup.Of(
        $"""<td class="govuk-table__cell{Markup.If(Given(Format), $" govuk-table__cell--{Format}")}{ExtraClasses}"{Spans}>{Content}</td>""");

    public Markup ColumnHeader() => Markup.Of(
        $"""<th scope="col" class="govuk-table__header{Markup.If(Given(Format), $" govuk-table__header--{Format}")}{ExtraClasses}"{Spans}>{Content}</th>""");

    public Markup RowHeader() => Markup.Of($"""<th scope="row" class="govuk-table__header{ExtraClasses}"{Spans}>{Content}</th>""");
}

internal sealed record Table : Component
{
    public string? Caption { get; init; }
    public string? CaptionClasses { get; init; }
    public bool FirstCellIsHeader { get; init; }
    public IReadOnlyList<Cell>? Head { get; init; }
    public IReadOnlyList<IReadOnlyList<Cell>?>? Rows { get; init; }

    public override Markup Render() => Markup.Of(
        $"""
        <table class="govuk-table{ExtraClasses}"{Extra}>
          {Markup.If(Given(Caption), $"""<caption class="govuk-table__caption{More(CaptionClasses)}">{Caption}</caption>""")}
          {Markup.If(Head is not null, $"""<thead class="govuk-table__head"><tr class="govuk-table__row">{Markup.Join((Head ?? []).Select(c => c.ColumnHeader()))}</tr></thead>""")}
          <tbody class="govuk-table__body">{Markup.Join((Rows ?? []).Select(Row))}</tbody>
        </table>
        """);

    private Markup Row(IReadOnlyList<Cell>? cells) => cells is null ? Markup.None : Markup.Of(
        $"""<tr class="govuk-table__row">{Markup.Join(cells.Select((c, i) => i == 0 && FirstCellIsHeader ? c.RowHeader() : c.Render()))}</tr>""");
}
