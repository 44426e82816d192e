using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>
/// CMS for PAdES B-T: detached, SHA-256, ESS signing-certificate-v2, and an RFC 3161 token of our own time-stamping unit. The token
/// proves order and integrity relative to our key; it isn't an independent witness of time. Key objects are kept and reused.
/// </summary>
internal sealed class SealSigner(X509Certificate2 certificate, X509Certificate2 root)
{
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string TimeStampToken = "1.2.840.113549.1.9.16.2.14";
    private const string TimeStampInfo = "1.2.840.113549.1.9.16.1.4";
    private const string TimeStampPolicy = "2.25.286245139206733254806401533364104398561";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private readonly ECDsa key = certificate.GetECDsaPrivateKey() ?? throw new CryptographicException("A seal has no private key.");
    private readonly AsnEncodedData bound = new(new Oid(SigningCertificateV2), Bind(certificate));

    /// <summary>The DER of the signature over the content, with a token that carries the given time.</summary>
    public byte[] Sign(byte[] content, SealSigner timeStamp, DateTimeOffset at)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.ComputeSignature(Signer());
        var signer = cms.SignerInfos[0];
        signer.AddUnsignedAttribute(new AsnEncodedData(new Oid(TimeStampToken), timeStamp.Stamp(signer.GetSignature(), at)));
        return cms.Encode();
    }

    /// <summary>True when the signed attributes name this certificate by its SHA-256.</summary>
    public static bool Names(SignerInfo signer, X509Certificate2 certificate) =>
        signer.SignedAttributes.Cast<CryptographicAttributeObject>().Where(a => a.Oid.Value == SigningCertificateV2)
            .Any(a => a.Values.Count == 1 && a.Values[0].RawData.AsSpan().SequenceEqual(Bind(certificate)));

    private byte[] Stamp(byte[] signature, DateTimeOffset at)
    {
        var serial = RandomNumberGenerator.GetBytes(9);
        serial[0] = 1;
        var seconds = new DateTimeOffset(at.UtcDateTime.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerSecond)), TimeSpan.Zero);
        var info = new Rfc3161TimestampTokenInfo(new Oid(TimeStampPolicy), new Oid(Sha256), SHA256.HashData(signature), serial, seconds);
        var cms = new SignedCms(new ContentInfo(new Oid(TimeStampInfo), info.Encode()));
        cms.ComputeSignature(Signer());
        return cms.Encode();
    }

    private CmsSigner Signer()
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate, key)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.Certificates.Add(root);
        signer.SignedAttributes.Add(bound);
        return signer;
    }

    // SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2 }, SHA-256 being the default algorithm.
    private static byte[] Bind(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(certificate.GetCertHash(HashAlgorithmName.SHA256));
        return writer.Encode();
    }
}
