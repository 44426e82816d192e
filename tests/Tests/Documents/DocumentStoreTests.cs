using System.Security.Cryptography;
using System.Text;
using CommonPlatform.BuildingBlocks.Documents;
using Xunit;

namespace CommonPlatform.Tests.Documents;

[Collection(nameof(Alone))] // one test measures the memory of the process
public sealed class DocumentStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Scratch scratch = new();
    private readonly Keys keys;
    private readonly DocumentStore store;

    public DocumentStoreTests()
    {
        keys = Keys.Open(scratch.File("keys"), create: true, Start);
        store = new DocumentStore(scratch.Path, keys, TimeProvider.System);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public async Task What_is_put_comes_back_once_and_encrypted(int length)
    {
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("plain words ", (length / 12) + 1))[..length]);
        var first = await store.Put(new MemoryStream(content), CancellationToken.None);
        var again = await store.Put(content, CancellationToken.None);

        Assert.Equal(first, again);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(content)), (long)length), (first.Sha256, first.Length));
        Assert.Equal(content, await store.Read(first.Address, CancellationToken.None));
        var file = Assert.Single(Files());
        Assert.EndsWith($"/documents/{first.Address[..2]}/{first.Address}", file);
        Assert.DoesNotContain("plain", Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        Assert.NotEqual(first.Sha256, first.Address);
    }

    [Fact]
    public async Task Every_single_changed_byte_is_noticed_and_so_is_every_cut()
    {
        var stored = await store.Put("A short agreement."u8.ToArray(), CancellationToken.None);
        var file = Files().Single();
        var good = File.ReadAllBytes(file);
        for (var i = 0; i < good.Length; i++)
        {
            var bad = good.ToArray();
            bad[i] ^= 1;
            File.WriteAllBytes(file, bad);
            await Assert.ThrowsAsync<DocumentDamagedException>(() => store.Read(stored.Address, CancellationToken.None));
            File.WriteAllBytes(file, good[..i]);
            await Assert.ThrowsAsync<DocumentDamagedException>(() => store.Read(stored.Address, CancellationToken.None));
        }
        File.WriteAllBytes(file, [.. good, 0]);
        await Assert.ThrowsAsync<DocumentDamagedException>(() => store.Read(stored.Address, CancellationToken.None));
        await store.Put("A short agreement."u8.ToArray(), CancellationToken.None);
        Assert.Equal("A short agreement."u8.ToArray(), await store.Read(stored.Address, CancellationToken.None));
    }

    [Fact]
    public async Task Chunks_that_are_moved_or_left_out_and_files_that_are_swapped_are_noticed()
    {
        var one = await store.Put(RandomNumberGenerator.GetBytes(4 * 65_536), CancellationToken.None);
        var two = await store.Put(RandomNumberGenerator.GetBytes(4 * 65_536), CancellationToken.None);
        var (path, other) = (PathOf(one), PathOf(two));
        var good = File.ReadAllBytes(path);
        const int chunk = 65_536 + 16;
        var head = good.Length - (4 * chunk);

        File.WriteAllBytes(path, [.. good[..head], .. good[(head + chunk)..(head + (2 * chunk))], .. good[head..(head + chunk)], .. good[(head + (2 * chunk))..]]);
        Assert.Throws<DocumentDamagedException>(() => Drain(one));
        File.WriteAllBytes(path, good[..^chunk]);
        Assert.Throws<DocumentDamagedException>(() => Drain(one));
        File.Copy(other, path, overwrite: true);
        Assert.Throws<DocumentDamagedException>(() => store.Open(one.Address).Dispose());
    }

    [Fact]
    public async Task Two_at_once_are_one_file_and_both_are_told_the_same()
    {
        var content = RandomNumberGenerator.GetBytes(2_000_000);
        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.Put(new MemoryStream(content), CancellationToken.None))));

        Assert.Single(stored.Distinct());
        Assert.Single(Files());
        Assert.Equal(content, await store.Read(stored[0].Address, CancellationToken.None));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<IOException>(() => store.Put(new BreakingStream(1_000_000), CancellationToken.None));

        Assert.Empty(Directory.EnumerateFiles(scratch.File("documents"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_upload_that_a_kill_breaks_off_is_invisible_and_swept_a_day_later()
    {
        var slow = new PausingStream(1_000_000);
        var put = store.Put(slow, CancellationToken.None);
        await slow.Paused;
        // What a kill at this moment would leave: the folder as it is now.
        var copy = scratch.File("after-kill");
        Assert.Equal(0, Tool.Run("cp", "-a", scratch.File("documents"), Directory.CreateDirectory(copy).FullName).ExitCode);
        slow.Continue();
        await put;

        var restarted = new DocumentStore(copy, keys, new LaterClock(TimeSpan.FromDays(2)));
        Assert.Empty(restarted.Addresses(DateTimeOffset.MaxValue));
        Assert.Equal(0, new DocumentStore(copy, keys, TimeProvider.System).DeleteInterrupted());
        Assert.Equal(1, restarted.DeleteInterrupted());
    }

    [Fact]
    public async Task Orphans_are_listed_and_deleted_by_age_only()
    {
        var stored = await store.Put("x"u8.ToArray(), CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();

        Assert.Empty(store.Addresses(now.AddHours(-1)));
        Assert.Equal([stored.Address], store.Addresses(now.AddHours(1)));
        Assert.False(store.Delete(stored.Address, now.AddHours(-1)));
        Assert.True(store.Delete(stored.Address, now.AddHours(1)));
        Assert.False(store.Holds(stored.Address));
        Assert.Throws<FileNotFoundException>(() => store.Open(stored.Address));
        Assert.Throws<ArgumentException>(() => store.Open("../../etc/passwd"));
    }

    [Fact]
    public async Task A_large_document_passes_in_constant_memory()
    {
        const long length = 200_000_000;
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var stored = await store.Put(new PatternStream(length), CancellationToken.None);
        await using var stream = store.Open(stored.Address);
        await stream.CopyToAsync(Stream.Null, 81_920, CancellationToken.None);

        Assert.Equal(length, stored.Length);
        Assert.Equal(length, stream.Position);
        var grown = GC.GetTotalMemory(forceFullCollection: false) - before;
        Assert.True(grown < 100_000_000, $"{grown} bytes more");
    }

    [Fact]
    public async Task Other_keys_read_nothing()
    {
        var stored = await store.Put("x"u8.ToArray(), CancellationToken.None);
        using var others = Keys.Open(scratch.File("other-keys"), create: true, Start);

        Assert.Throws<DocumentDamagedException>(() => new DocumentStore(scratch.Path, others, TimeProvider.System).Open(stored.Address));
        Assert.NotEqual(stored.Address, (await new DocumentStore(scratch.File("elsewhere"), others, TimeProvider.System).Put("x"u8.ToArray(), CancellationToken.None)).Address);
    }

    public void Dispose()
    {
        keys.Dispose();
        scratch.Dispose();
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(scratch.File("documents"), "*", SearchOption.AllDirectories);

    private string PathOf(StoredDocument document) => scratch.File($"documents/{document.Address[..2]}/{document.Address}");

    private void Drain(StoredDocument document)
    {
        using var stream = store.Open(document.Address);
        stream.CopyTo(Stream.Null);
    }

    private sealed class LaterClock(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }

    private class PatternStream(long length) : MemoryStream
    {
        protected long Left { get; private set; } = length;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, Left);
            Left -= count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }

    private sealed class BreakingStream(long length) : PatternStream(length)
    {
        public override int Read(Span<byte> buffer) => Left < 500_000 ? throw new IOException("The connection is gone.") : base.Read(buffer);
    }

    private sealed class PausingStream(long length) : PatternStream(length)
    {
        private readonly TaskCompletionSource paused = new();
        private readonly TaskCompletionSource going = new();

        public Task Paused => paused.Task;

        public void Continue() => going.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Left < 500_000)
            {
                paused.TrySetResult();
                await going.Task;
            }
            return Read(buffer.Span);
        }
    }
}

/// <summary>For tests that measure the whole process: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
