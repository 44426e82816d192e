namespace CommonPlatform.Access.Features.SignIn;

/// <summary>A path of ours and nothing else: where a person goes on to after signing in.</summary>
internal static class LocalPath
{
    public static bool Is(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal)
        && path.Length <= 2048 && !path.Any(char.IsControl);

    public static string Or(string? path, string otherwise) => Is(path) ? path! : otherwise;
}
