using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>
/// Our own small certification authority: a root of ten years and three leaves of two years, all ECDSA P-256, in PKCS#12 files.
/// The leaf extensions are those that NSS, and so poppler's pdfsig, asks for before it trusts a signature.
/// </summary>
internal static class SealCertificates
{
    public const string RootName = "root";
    public const string DocumentSealName = "document-seal";
    public const string CountersignatureSealName = "countersignature-seal";
    public const string TimeStampName = "time-stamp";
    public const string TimeStampingPurpose = "1.3.6.1.5.5.7.3.8";
    private const string EmailProtectionPurpose = "1.3.6.1.5.5.7.3.4";

    /// <summary>Makes all four and the root's public half as root.pem.</summary>
    public static void Write(string directory, string password, DateTimeOffset validFrom)
    {
        using var root = MakeRoot(validFrom);
        Save(directory, RootName, root, password);
        Durable.Write(Path.Combine(directory, "root.pem"), Encoding.ASCII.GetBytes(root.ExportCertificatePem() + "\n"));
        SaveLeaf(directory, DocumentSealName, "Common Platform Document Seal", EmailProtectionPurpose, root, validFrom, password);
        SaveLeaf(directory, CountersignatureSealName, "HMCTS Countersignature Seal", EmailProtectionPurpose, root, validFrom, password);
        SaveLeaf(directory, TimeStampName, "Common Platform Time Stamping Unit", TimeStampingPurpose, root, validFrom, password);
    }

    /// <summary>Reads one PKCS#12 file with its private key.</summary>
    public static X509Certificate2 Read(string directory, string name, string password) =>
        X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(directory, name + ".p12"), password, X509KeyStorageFlags.EphemeralKeySet);

    private static X509Certificate2 MakeRoot(DateTimeOffset validFrom)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name("Common Platform Root"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(validFrom, validFrom.AddYears(10));
    }

    private static void SaveLeaf(string directory, string file, string subject, string purpose, X509Certificate2 root, DateTimeOffset validFrom, string password)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name(subject), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], purpose == TimeStampingPurpose));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x01);
        using var certificate = request.Create(root, validFrom, validFrom.AddYears(2), serial);
        using var withKey = certificate.CopyWithPrivateKey(key);
        Save(directory, file, withKey, password);
    }

    private static X500DistinguishedName Name(string common)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCountryOrRegion("GB");
        name.AddOrganizationName("Common Platform");
        name.AddCommonName(common);
        return name.Build();
    }

    private static void Save(string directory, string name, X509Certificate2 certificate, string password) =>
        Durable.Write(Path.Combine(directory, name + ".p12"), certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password));
}
