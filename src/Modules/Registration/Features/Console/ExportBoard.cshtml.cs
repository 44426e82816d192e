using System.Globalization;
using System.Text;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// The organisations of the board's filter, as comma-separated values or as a workbook (<c>format=xlsx</c>). A cell that a spreadsheet would
/// run as a formula begins with an apostrophe, or is marked as text.
/// </summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class ExportBoardPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows, TimeProvider clock) : BoardFilter(db, current, clock)
{
    private const int AtATime = 500;

    [BindProperty(SupportsGet = true, Name = "format")] public string Format { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        string[] headings = [.. new[] { Say.ColumnOrganisation, Say.ColumnReference, Say.ColumnStage, Say.ColumnTurn, Say.ColumnWhy, Say.ColumnOwner, Say.ColumnNext }.Select(h => h.ToString())];
        var rows = await Rows(cancellationToken);
        return Format == "xlsx"
            ? File(Spreadsheet.Of(Say.BoardTitle.ToString(), headings, rows), Spreadsheet.ContentType, "organisations.xlsx")
            : File(Encoding.UTF8.GetBytes("\uFEFF" + string.Concat(rows.Prepend(headings).Select(Line))), "text/csv; charset=utf-8", "organisations.csv");
    }

    private async Task<List<object?[]>> Rows(CancellationToken cancellationToken)
    {
        var (rows, found) = (new List<object?[]>(), Sorted(await Filtered(cancellationToken)));
        for (var page = 0; ; page++)
        {
            var cases = await found.Skip(page * AtATime).Take(AtATime).ToListAsync(cancellationToken);
            var owners = await mediator.Names(cases.Select(c => c.OwnerId), cancellationToken);
            var standings = await workflows.Describe(Onboarding.Definition, [.. cases.Select(c => c.Id)], cancellationToken);
            rows.AddRange(cases.Select(c => Row(new Onboarding(c, standings.GetValueOrDefault(c.Id)), c.OwnerId is { } owner ? owners.GetValueOrDefault(owner) : null)));
            if (cases.Count < AtATime) return rows;
        }
    }

    private static object?[] Row(Onboarding o, string? owner) => [o.Case.Name, o.Case.Reference, o.Case.Stage.Name(), o.Who, o.Why, owner, o.Case.NextOn];

    private static string Line(object?[] cells) => string.Join(',', cells.Select(c => Cell(c is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture) : c?.ToString() ?? ""))) + "\r\n";

    internal static string Cell(string text)
    {
        var safe = Spreadsheet.IsFormula(text) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
