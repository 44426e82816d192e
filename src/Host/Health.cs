using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Host;

internal static class Health
{
    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can read its database; and how many uploads wait in quarantine. What protects the platform it tells nobody.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).WithMetadata(new NeedsAttribute(Policy.Anyone));
        app.MapGet("/health/ready", async (UnitOfWork unit, CancellationToken cancellationToken) =>
        {
            var (behind, unscanned) = (await unit.Query(
                "select (select count(*) from platform_unsealed_events), (select count(*) from platform_unscanned_uploads)", r => (r.GetInt64(0), r.GetInt64(1)), cancellationToken))[0];
            return Results.Json(new { status = "ready", unsealedEvents = behind, unscannedUploads = unscanned });
        }).WithMetadata(new NeedsAttribute(Policy.Anyone));
    }
}
