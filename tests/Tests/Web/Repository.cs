namespace CommonPlatform.Tests.Web;

/// <summary>Where the sources lie, seen from the built tests.</summary>
internal static class Repository
{
    private static readonly string Root = Find(AppContext.BaseDirectory);

    public static string File(string path) => Path.Combine(Root, path);

    private static string Find(string folder) =>
        Path.Exists(Path.Combine(folder, "CommonPlatform.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
