using System.Collections.Concurrent;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>
/// The roots that a seal may come from. <c>keys.Trust</c> is this platform's own;
/// <c>SealTrust.FromPem(File.ReadAllText("root.pem"))</c> is enough to check a document without any key.
/// </summary>
public sealed class SealTrust(IEnumerable<X509Certificate2> roots)
{
    private readonly X509Certificate2[] roots = [.. roots];
    private readonly ConcurrentDictionary<string, bool> known = new();

    /// <summary>Reads one or more certificates of a PEM text.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It holds no certificate.</exception>
    public static SealTrust FromPem(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates.Count > 0
            ? new SealTrust(certificates)
            : throw new System.Security.Cryptography.CryptographicException("The text holds no certificate.");
    }

    /// <summary>True when a root issued the certificate and both were valid at that instant.</summary>
    internal bool Issued(X509Certificate2 certificate, DateTimeOffset at) =>
        certificate.NotBefore.ToUniversalTime() <= at.UtcDateTime && at.UtcDateTime <= certificate.NotAfter.ToUniversalTime()
        && known.GetOrAdd(Convert.ToHexString(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)), _ => Builds(certificate));

    /// <summary>True when a signature brings no certificate but the signer's and our roots, byte for byte.</summary>
    internal bool Covers(SignedCms cms, X509Certificate2 signer) =>
        cms.Certificates.All(c => c.RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span) || roots.Any(r => r.RawDataMemory.Span.SequenceEqual(c.RawDataMemory.Span)));

    // The chain doesn't depend on the instant (no revocation, and the root outlives its leaves), so it is built once a certificate.
    private bool Builds(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = certificate.NotBefore.AddHours(1);
        return chain.Build(certificate);
    }
}
