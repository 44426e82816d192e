using CommonPlatform.BuildingBlocks.Web;

namespace CommonPlatform.Host;

/// <summary>On SQLite one process owns the data folder for its life; a second one refuses in words.</summary>
internal sealed class InstanceLock : IDisposable
{
    private readonly FileStream held;

    private InstanceLock(FileStream held) => this.held = held;

    public static InstanceLock Take(DataFolder folder)
    {
        try
        {
            return new(new FileStream(folder.In("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new InvalidOperationException($"Another process uses {folder.Path}. Stop it first, or set DATA_DIR to another folder.");
        }
    }

    public void Dispose() => held.Dispose();
}
