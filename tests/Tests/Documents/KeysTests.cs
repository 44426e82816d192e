using System.Security.Cryptography;
using CommonPlatform.BuildingBlocks.Documents;
using Xunit;

namespace CommonPlatform.Tests.Documents;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KeysTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Scratch scratch = new();

    private string Folder => scratch.File("keys");

    [Fact]
    public void Keys_are_made_once_and_read_again()
    {
        using var made = Keys.Open(Folder, create: true, Start);
        using var opened = Keys.Open(Folder, create: false, Start.AddYears(1));

        Assert.Equal(made.CurrentKeyId, opened.CurrentKeyId);
        Assert.Equal(made.DocumentSeal.Thumbprint, opened.DocumentSeal.Thumbprint);
        Assert.NotEqual(made.DocumentSeal.Thumbprint, made.CountersignatureSeal.Thumbprint);
        Assert.Equal("secret"u8.ToArray(), opened.Unprotect(made.Protect("secret"u8, "totp:1"), "totp:1"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.All(Directory.EnumerateFiles(Folder), f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(Path.Combine(Folder, "root.pem")));
    }

    [Fact]
    public async Task Hosts_that_start_at_once_share_one_set_of_keys()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            using var keys = Keys.Open(Folder, create: true, Start);
            return keys.CurrentKeyId + keys.DocumentSeal.Thumbprint;
        })));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public void Missing_damaged_or_open_keys_are_refused_in_words()
    {
        Assert.Contains("There are no keys", Assert.Throws<KeysException>(() => Keys.Open(Folder, create: false, Start)).Message);
        Assert.False(Directory.Exists(Folder));
        Keys.Open(Folder, create: true, Start).Dispose();
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.OtherRead);
        Assert.Contains("chmod 700", Assert.Throws<KeysException>(() => Keys.Open(Folder, create: false, Start)).Message);
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Delete(Path.Combine(Folder, "document-seal.p12"));
        Assert.Contains("damaged or incomplete", Assert.Throws<KeysException>(() => Keys.Open(Folder, create: false, Start)).Message);
    }

    [Fact]
    public void A_protected_secret_is_bound_to_its_purpose_and_every_character()
    {
        using var keys = Keys.Open(Folder, create: true, Start);
        var text = keys.Protect("secret"u8, "totp:1");

        Assert.ThrowsAny<CryptographicException>(() => keys.Unprotect(text, "totp:2"));
        for (var i = 0; i < text.Length; i++)
            Assert.ThrowsAny<CryptographicException>(() => keys.Unprotect(text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..], "totp:1"));
        Assert.NotEqual(text, keys.Protect("secret"u8, "totp:1"));
    }

    [Fact]
    public void An_earlier_key_still_reads_after_a_new_one_is_added()
    {
        string text;
        using (var keys = Keys.Open(Folder, create: true, Start)) text = keys.Protect("secret"u8, "p");
        File.AppendAllText(Path.Combine(Folder, "key-encryption.keys"), $"00112233aabbccdd {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n");
        using var rotated = Keys.Open(Folder, create: false, Start);

        Assert.Equal("00112233aabbccdd", rotated.CurrentKeyId);
        Assert.Equal("secret"u8.ToArray(), rotated.Unprotect(text, "p"));
    }

    public void Dispose() => scratch.Dispose();
}
