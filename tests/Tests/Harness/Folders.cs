namespace CommonPlatform.Tests.Harness;

/// <summary>Copies of whole folders, with who may read them.</summary>
internal static class Folders
{
    public static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("Keys are in folders that only their owner may read.");
            else Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)), File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    /// <summary>Whether no process holds it open for itself.</summary>
    public static bool IsFree(string file)
    {
        try
        {
            using var opened = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
