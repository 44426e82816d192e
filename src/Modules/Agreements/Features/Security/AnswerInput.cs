using CommonPlatform.Agreements.Domain;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>One answer as typed on the page; which fields count depends on the question.</summary>
internal sealed class AnswerInput
{
    public string Value { get; set; } = "";
    public List<string?> Values { get; set; } = [];
    public DateOnly? Day { get; set; }
    public string Text { get; set; } = "";
    public DateOnly? Date { get; set; }
    public string Evidence { get; set; } = "";
    public List<TableRow> Rows { get; set; } = [];

    public static AnswerInput Of(Question question, Answer? answer)
    {
        var first = answer?.Values.Count > 0 ? answer.Values[0] : "";
        var input = new AnswerInput
        {
            Value = first,
            Values = [.. answer?.Values ?? []],
            Day = question.Type == "DATE" && DateOnly.TryParseExact(first, "O", out var day) ? day : null,
            Text = answer?.Text ?? "",
            Date = answer?.Date,
            Evidence = answer?.Evidence ?? "",
            Rows = [.. (answer?.Rows ?? []).Select(cells => new TableRow { Cells = [.. cells] })],
        };
        if (question.Columns is { } columns)
            while (input.Rows.Count < 5) input.Rows.Add(new TableRow { Cells = [.. columns.Select(_ => "")] });
        return input;
    }

    public Answer ToAnswer(Question question) => new(
        question.Type switch
        {
            "MULTI" => [.. Values.OfType<string>().Where(v => v.Length > 0)],
            "DATE" => Day is { } day ? [day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)] : [],
            _ => Value.Trim() is { Length: > 0 } typed ? [typed] : [],
        },
        Text.Trim() is { Length: > 0 } text ? text : null,
        Date,
        Evidence.Trim() is { Length: > 0 } evidence ? evidence : null,
        question.Columns is null ? null : [.. Rows.Where(r => r.Cells.Any(c => !string.IsNullOrWhiteSpace(c))).Select(r => (IReadOnlyList<string>)[.. r.Cells.Select(c => (c ?? "").Trim())])]);
}

/// <summary>One row of a question that asks for a table; what is left empty arrives as null.</summary>
internal sealed class TableRow
{
    public List<string?> Cells { get; set; } = [];
}
