using CommonPlatform.BuildingBlocks.Data;

namespace CommonPlatform.Registration;

/// <summary>What the board shows beside its rows.</summary>
/// <param name="Position">The latest event's.</param>
/// <param name="Overdue">Organisations whose next date has passed.</param>
/// <param name="EmailsWaiting">Emails that came in and nobody has filed.</param>
internal sealed record BoardFigures(long Position, int Overdue, int EmailsWaiting);

/// <summary>How many organisations are at a stage, and how many of them nobody owns; triggers keep it.</summary>
internal sealed record StageCount(Stage Stage, int Organisations, int Unowned);

/// <summary>A filter of the board under a name of its reader's.</summary>
internal sealed record NamedView(Guid Id, string Name, string Query);

/// <summary>Reads it by statements of our own: together they cost less than one query through EF Core, and this page is opened more than all others.</summary>
internal static class BoardReading
{
    public const string FiguresNow =
        """
        select coalesce((select max(position) from platform_event_positions), 0),
            (select count(*) from registration_cases where by_date < @today),
            (select count(*) from registration_inbox where decided_at is null)
        """;

    public const string ViewsOf = "select id, name, query from registration_saved_views where person_id = @person order by name";

    extension(UnitOfWork unit)
    {
        public async Task<BoardFigures> Figures(DateOnly today, CancellationToken cancellationToken) => (await unit.Query(
            FiguresNow,
            r => new BoardFigures(r.GetInt64(0), r.GetInt32(1), r.GetInt32(2)), cancellationToken, ("@today", BoardFilter.Key(today))))[0];

        public async Task<IReadOnlyList<StageCount>> StageCounts(CancellationToken cancellationToken) =>
        [
            .. (await unit.Query(
                "select stage, organisations, unowned from registration_stage_counts where organisations > 0",
                r => new StageCount(Enum.Parse<Stage>(r.GetString(0)), r.GetInt32(1), r.GetInt32(2)), cancellationToken)).OrderBy(c => c.Stage),
        ];

        public async Task<IReadOnlyList<NamedView>> SavedViews(Guid? personId, CancellationToken cancellationToken) => await unit.Query(
            ViewsOf, r => new NamedView(r.GetGuid(0), r.GetString(1), r.GetString(2)), cancellationToken, ("@person", personId));
    }
}
