using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Host;

internal static class Health
{
    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can read its database; and whether uploads are scanned, without asking the scanner.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).WithMetadata(new NeedsAttribute(Policy.Anyone));
        app.MapGet("/health/ready", async (UnitOfWork unit, VirusScanner scanner, CancellationToken cancellationToken) =>
        {
            var (behind, unscanned) = (await unit.Query(
                "select (select count(*) from platform_unsealed_events), (select count(*) from platform_unscanned_uploads)", r => (r.GetInt64(0), r.GetInt64(1)), cancellationToken))[0];
            return Results.Json(new { status = "ready", unsealedEvents = behind, unscannedUploads = unscanned, virusScanner = scanner.Standing });
        }).WithMetadata(new NeedsAttribute(Policy.Anyone));
    }
}
