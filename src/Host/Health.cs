using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Host;

internal static class Health
{
    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can read its database.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).WithMetadata(new NeedsAttribute(Policy.Anyone));
        app.MapGet("/health/ready", async (UnitOfWork unit, CancellationToken cancellationToken) =>
        {
            var behind = (await unit.Query("select count(*) from platform_unsealed_events", r => r.GetInt64(0), cancellationToken))[0];
            return Results.Json(new { status = "ready", unsealedEvents = behind });
        }).WithMetadata(new NeedsAttribute(Policy.Anyone));
    }
}
