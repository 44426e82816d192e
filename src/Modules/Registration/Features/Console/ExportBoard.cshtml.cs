using System.Globalization;
using System.Text;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The organisations of the board's filter as comma-separated values. A cell that a spreadsheet would run as a formula begins with an apostrophe.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class ExportBoardPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows, TimeProvider clock) : BoardFilter(db, current, clock)
{
    private const int AtATime = 500;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var csv = new StringBuilder("\uFEFF");
        Row(csv, Say.ColumnOrganisation, Say.ColumnReference, Say.ColumnStage, Say.ColumnTurn, Say.ColumnWhy, Say.ColumnOwner, Say.ColumnNext);
        var found = Sorted(await Filtered(cancellationToken));
        for (var page = 0; ; page++)
        {
            var cases = await found.Skip(page * AtATime).Take(AtATime).ToListAsync(cancellationToken);
            var owners = await mediator.Names(cases.Select(c => c.OwnerId), cancellationToken);
            var standings = await workflows.Describe(Onboarding.Definition, [.. cases.Select(c => c.Id)], cancellationToken);
            foreach (var c in cases)
            {
                var onboarding = new Onboarding(c, standings.GetValueOrDefault(c.Id));
                Row(csv, c.Name, c.Reference, c.Stage.Name(), onboarding.Who, onboarding.Why, c.OwnerId is { } owner ? owners.GetValueOrDefault(owner) : "", c.NextOn?.ToString("O", CultureInfo.InvariantCulture));
            }
            if (cases.Count < AtATime) break;
        }
        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", "organisations.csv");
    }

    private static void Row(StringBuilder csv, params object?[] cells) => csv.AppendJoin(',', cells.Select(c => Cell(c?.ToString() ?? ""))).Append("\r\n");

    internal static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
