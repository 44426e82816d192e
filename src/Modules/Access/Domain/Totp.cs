using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CommonPlatform.Access.Domain;

/// <summary>RFC 6238 with SHA-1, six digits and steps of 30 seconds, which is what every authenticator app does.</summary>
internal static class Totp
{
    public const int SecondsAStep = 30;
    private const int StepsOfDrift = 1;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The step that the code belongs to, so that the caller can refuse it a second time; null when it is wrong.</summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset at)
    {
        var digits = Digits(code);
        long? found = null;
        foreach (var step in Enumerable.Range(-StepsOfDrift, (2 * StepsOfDrift) + 1).Select(drift => StepAt(at) + drift))
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), Encoding.ASCII.GetBytes(digits))) found = step;
        return found;
    }

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / SecondsAStep;

    public static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as authenticator apps know it; HMAC does not rest on collisions
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xf;
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset, 4)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>People type a code with the space that their app shows.</summary>
    public static string Digits(string typed) => string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));

    public static string Base32(byte[] secret)
    {
        var letters = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var b in secret)
        {
            (buffer, bits) = ((buffer << 8) | b, bits + 8);
            for (; bits >= 5; bits -= 5) letters.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) letters.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        return letters.ToString();
    }

    public static byte[] FromBase32(string letters)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in letters)
        {
            (buffer, bits) = ((buffer << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bytes.Add((byte)(buffer >> (bits - 8)));
            bits -= 8;
            buffer &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}
