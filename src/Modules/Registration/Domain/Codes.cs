using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>How enumerations are called in events and addresses.</summary>
internal static class Codes
{
    public static string Code(this Side side) => side == Side.Hmcts ? "hmcts" : "organisation";

    public static string Code(this Stage stage) => Words.Kebab(stage.ToString());

    public static string Code(this DateKind kind) => kind == DateKind.Testing ? "testing" : "go-live";

    public static string Code(this Track track) => track == Track.SetUp ? "set-up" : track.ToString().ToLowerInvariant();

    public static string Code(this SuspensionScope scope) => scope.ToString().ToLowerInvariant();

    public static Text Name(this Track track) => track switch
    {
        Track.Agreements => Common.TrackAgreements,
        Track.Security => Common.TrackSecurity,
        Track.Technical => Common.TrackTechnical,
        _ => Common.TrackSetUp,
    };
}
