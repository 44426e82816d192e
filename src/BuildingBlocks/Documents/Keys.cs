using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>The keys are missing, unreadable, or open to other users of the machine.</summary>
public sealed class KeysException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// The folder KEYS_DIR (0700): key-encryption keys, the seals and the time stamp's key. Made once, at the first start of an empty
/// platform. Whoever has a database without its keys has nothing: the host must refuse to start (<see cref="Open"/> throws).
/// Thread-safe; one instance a host, so that key objects are reused.
/// </summary>
public sealed class Keys : IDisposable
{
    private const string KeyFile = "key-encryption.keys";
    private const int KeyIdLength = 8;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly List<(byte[] Id, byte[] Key)> ring;

    private Keys(string directory, List<(byte[] Id, byte[] Key)> ring)
    {
        this.ring = ring;
        Directory = directory;
        var password = PackagePassword(ring[0].Key);
        Root = SealCertificates.Read(directory, SealCertificates.RootName, password);
        DocumentSeal = SealCertificates.Read(directory, SealCertificates.DocumentSealName, password);
        CountersignatureSeal = SealCertificates.Read(directory, SealCertificates.CountersignatureSealName, password);
        TimeStamp = SealCertificates.Read(directory, SealCertificates.TimeStampName, password);
        Trust = new SealTrust([Root]);
    }

    /// <summary>The folder that was opened.</summary>
    public string Directory { get; }

    /// <summary>Sixteen hexadecimal digits: the key that new secrets and documents are wrapped with. Backups name it.</summary>
    public string CurrentKeyId => Convert.ToHexStringLower(ring[^1].Id);

    /// <summary>True when the key with these sixteen hexadecimal digits is in the folder, the current one or an earlier one.</summary>
    public bool Holds(string keyId) => ring.Any(k => Convert.ToHexStringLower(k.Id) == keyId);

    /// <summary>What the verifier trusts: our own root. Its public half lies in the folder as <c>root.pem</c>, to be given out.</summary>
    public SealTrust Trust { get; }

    /// <summary>The certificate of the platform's root, valid for ten years.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Seals for the organisation: the certification signature.</summary>
    public X509Certificate2 DocumentSeal { get; }

    /// <summary>Seals for HMCTS: the countersignature.</summary>
    public X509Certificate2 CountersignatureSeal { get; }

    internal X509Certificate2 TimeStamp { get; }

    /// <summary>Opens the folder, and makes keys when there are none and <paramref name="create"/> says that this is a first start.</summary>
    /// <param name="directory">KEYS_DIR; made with mode 0700 when keys are made.</param>
    /// <param name="create">True only where no database exists yet.</param>
    /// <param name="validFrom">When the certificates of new keys begin (root ten years, seals two); a simulated start for the demonstration.</param>
    /// <exception cref="KeysException">No keys and create is false; a file is damaged; or others can read the folder.</exception>
    public static Keys Open(string directory, bool create, DateTimeOffset validFrom)
    {
        var file = Path.Combine(directory, KeyFile);
        if (!File.Exists(file))
        {
            if (!create)
                throw new KeysException($"There are no keys in {directory}. What is stored can't be read without them: set KEYS_DIR to the folder of this platform's keys, or restore it from the backup.");
            Create(directory, file, validFrom);
        }
        RefuseWhenOpenToOthers(directory);
        try
        {
            return new Keys(directory, ReadRing(file));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or IOException or ArgumentOutOfRangeException)
        {
            throw new KeysException($"The keys in {directory} are damaged or incomplete: {fault.Message}", fault);
        }
    }

    /// <summary>Encrypts a key of at most 64 KiB under the current key: key id (8 bytes), nonce (12), ciphertext, tag (16).</summary>
    /// <param name="plain">What to encrypt.</param>
    /// <param name="bound">Authenticated with it: <see cref="Unwrap"/> needs the same bytes.</param>
    public byte[] Wrap(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound)
    {
        var (id, key) = ring[^1];
        var wrapped = new byte[KeyIdLength + NonceLength + plain.Length + TagLength];
        id.CopyTo(wrapped, 0);
        var nonce = wrapped.AsSpan(KeyIdLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, plain, wrapped.AsSpan(KeyIdLength + NonceLength, plain.Length), wrapped.AsSpan(wrapped.Length - TagLength), Bound(id, bound));
        return wrapped;
    }

    /// <summary>Reads what <see cref="Wrap"/> wrote, under the current or an earlier key.</summary>
    /// <exception cref="CryptographicException">Changed bytes, another binding, or a key that isn't in the folder.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> bound)
    {
        if (wrapped.Length < KeyIdLength + NonceLength + TagLength) throw new CryptographicException("The wrapped bytes are too short.");
        var id = wrapped[..KeyIdLength];
        var key = KeyOf(id);
        var plain = new byte[wrapped.Length - KeyIdLength - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(wrapped.Slice(KeyIdLength, NonceLength), wrapped[(KeyIdLength + NonceLength)..^TagLength], wrapped[^TagLength..], plain, Bound(id, bound));
        return plain;
    }

    /// <summary>Encrypts a small secret for a text column: base64url of <see cref="Wrap"/>.</summary>
    /// <param name="plain">The secret.</param>
    /// <param name="purpose">What it is for, such as <c>totp:&lt;person id&gt;</c>; authenticated, so that it can't be moved to another row.</param>
    public string Protect(ReadOnlySpan<byte> plain, string purpose) => Base64Url.EncodeToString(Wrap(plain, Encoding.UTF8.GetBytes(purpose)));

    /// <summary>Reads what <see cref="Protect"/> wrote for the same purpose.</summary>
    /// <exception cref="CryptographicException">Changed text, another purpose, or a key that isn't in the folder.</exception>
    public byte[] Unprotect(string protectedText, string purpose)
    {
        byte[] wrapped;
        try
        {
            wrapped = Base64Url.DecodeFromChars(protectedText);
        }
        catch (FormatException fault)
        {
            throw new CryptographicException("The protected text isn't base64url.", fault);
        }
        return Unwrap(wrapped, Encoding.UTF8.GetBytes(purpose));
    }

    /// <summary>
    /// Says the same of the same secret, so that equal ones are found without reading any; nobody without the keys can try out which secret
    /// it is, however few there are. Stable over rotation.
    /// </summary>
    /// <param name="plain">The secret.</param>
    /// <param name="purpose">What it is for: digests of different purposes have nothing in common.</param>
    public string Digest(ReadOnlySpan<byte> plain, string purpose) => Convert.ToHexStringLower(HMACSHA256.HashData(Derive($"digest {purpose}"), plain));

    /// <summary>A key of 32 bytes for one use, stable over rotation: derived from the first key of the ring.</summary>
    internal byte[] Derive(string use) => Derive(ring[0].Key, use);

    public void Dispose()
    {
        Root.Dispose();
        DocumentSeal.Dispose();
        CountersignatureSeal.Dispose();
        TimeStamp.Dispose();
    }

    private byte[] KeyOf(ReadOnlySpan<byte> id)
    {
        foreach (var (known, key) in ring)
            if (id.SequenceEqual(known)) return key;
        throw new CryptographicException($"The key {Convert.ToHexStringLower(id)} isn't in {Directory}.");
    }

    private static byte[] Bound(ReadOnlySpan<byte> id, ReadOnlySpan<byte> bound) => [.. id, .. bound];

    private static byte[] Derive(byte[] key, string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes("CommonPlatform " + use));

    private static string PackagePassword(byte[] key) => Convert.ToHexStringLower(Derive(key, "pkcs12"));

    private static void Create(string directory, string file, DateTimeOffset validFrom)
    {
        Durable.MakePrivateDirectory(directory);
        using var alone = Durable.Lock(Path.Combine(directory, "making.lock"));
        if (File.Exists(file)) return;
        var id = RandomNumberGenerator.GetBytes(KeyIdLength);
        var key = RandomNumberGenerator.GetBytes(32);
        SealCertificates.Write(directory, PackagePassword(key), validFrom);
        // The key file comes last: its presence means that the folder is complete.
        Durable.Write(file, Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(id)} {Convert.ToBase64String(key)}\n"));
    }

    private static List<(byte[] Id, byte[] Key)> ReadRing(string file)
    {
        var ring = new List<(byte[] Id, byte[] Key)>();
        foreach (var line in File.ReadAllLines(file).Where(l => l.Length > 0))
        {
            var parts = line.Split(' ');
            if (parts.Length != 2) throw new FormatException($"{KeyFile} has a line that isn't a key id and a key.");
            var (id, key) = (Convert.FromHexString(parts[0]), Convert.FromBase64String(parts[1]));
            if (id.Length != KeyIdLength || key.Length != 32) throw new FormatException($"{KeyFile} has a key of the wrong length.");
            ring.Add((id, key));
        }
        return ring.Count > 0 ? ring : throw new FormatException($"{KeyFile} is empty.");
    }

    private static void RefuseWhenOpenToOthers(string directory)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(directory) & others) != 0)
            throw new KeysException($"Other users of this machine can open {directory}, which holds the keys. Run: chmod 700 '{directory}'");
    }
}
