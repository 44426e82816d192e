using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>Files that are there whole or not at all, also after a power cut: temporary file, fsync, rename, fsync of the folder.</summary>
internal static class Durable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a small file of mode 0600.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.new";
        using (var file = New(temporary))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        Publish(temporary, path);
    }

    /// <summary>A new file of mode 0600 to write to; call <see cref="FileStream.Flush(bool)"/> with true before <see cref="Publish"/>.</summary>
    public static FileStream New(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Renames a flushed temporary file to its name and flushes the folder's entry.</summary>
    public static void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes a folder with mode 0700, or narrows an existing one to it.</summary>
    public static void MakePrivateDirectory(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(directory, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Waits until no other thread or process of this machine holds the lock file; dispose to let go. The file goes with it.</summary>
    public static FileStream Lock(string path)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (attempt < 300)
            {
                // Someone else holds it; after half a minute the last failure is thrown.
                Thread.Sleep(100);
            }
    }

    /// <summary>Makes a folder, and makes its name as durable as a file's.</summary>
    public static void MakeDirectory(string directory)
    {
        if (System.IO.Directory.Exists(directory)) return;
        System.IO.Directory.CreateDirectory(directory);
        FlushDirectory(Path.GetDirectoryName(directory)!);
    }

    private static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = open(directory, 0);
        if (descriptor < 0) throw new IOException($"The folder {directory} can't be opened to flush it (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (fsync(descriptor) != 0) throw new IOException($"The folder {directory} can't be flushed to disk (error {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    [DllImport("libc", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport("libc")]
    private static extern int close(int descriptor);
}
