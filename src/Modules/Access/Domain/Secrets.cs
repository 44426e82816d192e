using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CommonPlatform.Access.Domain;

/// <summary>256-bit tokens for links and cookies; only their hashes are stored.</summary>
internal static class Secrets
{
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
