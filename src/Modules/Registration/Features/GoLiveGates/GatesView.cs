using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The gates of one organisation as a table; with links for officers.</summary>
internal sealed record GatesView(IReadOnlyList<GateRow> Rows, string? OfficerRoot);

internal static class GateWords
{
    public static async Task<IReadOnlyList<GateRow>> GatesOf(this RegistrationDbContext db, Guid organisationId, CancellationToken cancellationToken) =>
        await db.Gates.AsNoTracking().Where(g => g.OrganisationId == organisationId).OrderBy(g => g.Number).ToListAsync(cancellationToken);

    public static Text Word(this GateRow row) => row.State switch
    {
        GateState.Green => Say.GateGreen,
        GateState.Amber => Say.GateAmber,
        GateState.Red => Say.GateRed,
        GateState.Waived => Say.GateWaived,
        _ => Say.GateNotNeeded,
    };

    public static string Colour(this GateRow row) => row.State switch
    {
        GateState.Green => "green",
        GateState.Amber => "orange",
        GateState.Red => "red",
        GateState.Waived => "yellow",
        _ => "grey",
    };
}
