using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>What <see cref="PdfVerifier"/> found.</summary>
/// <param name="IsValid">Signed, every signature ours and good, and nothing changed since: only then.</param>
/// <param name="Signatures">In the order in which they were made; as far as the file could be read.</param>
/// <param name="Problems">Why it isn't valid; empty when it is.</param>
/// <param name="EmptyFields">How many signatures are still to come.</param>
public sealed record VerificationReport(bool IsValid, IReadOnlyList<VerifiedSignature> Signatures, IReadOnlyList<Text> Problems, int EmptyFields);

/// <summary>One signature.</summary>
/// <param name="SealedBy">Common name of the certificate, such as HMCTS Countersignature Seal.</param>
/// <param name="Name">Who signed.</param>
/// <param name="Reason">Begins with the agreement's reference.</param>
/// <param name="At">The time of its token.</param>
/// <param name="Certifies">True for the first: the certification signature.</param>
/// <param name="CoversWholeFile">True for the last: nothing follows what it signs.</param>
public sealed record VerifiedSignature(string SealedBy, string Name, string Reason, DateTimeOffset At, bool Certifies, bool CoversWholeFile);

/// <summary>
/// Checks a sealed PDF without trusting any reader's view of it. The file is read from first to last byte (<see cref="PdfFile"/>: nothing
/// between saves, the cross-reference names exactly what is there), each save after the first carries exactly one signature over
/// everything before it and itself, the first of them certifies (DocMDP P=2), and a later one may only fill one empty signature field
/// that the certification laid out: one signature, one appearance, no other object changed or added.
/// </summary>
public static class PdfVerifier
{
    // What no signature covers in a CMS: its version, the list of digests (SHA-256 only) and, in a signature, the type of what is signed.
    private static readonly byte[] SignatureOpening = Convert.FromHexString("020101310D300B0609608648016503040201300B06092A864886F70D010701A082");
    private static readonly byte[] TokenOpening = Convert.FromHexString("020103310D300B0609608648016503040201");
    private const int OpeningOffset = 23;

    private static readonly string[] SignatureKeys = ["Type", "Filter", "SubFilter", "Reference", "M", "Name", "Reason", "Location", "ByteRange", "Contents"];

    /// <summary>Never throws for what the file holds.</summary>
    /// <param name="pdf">The whole file.</param>
    /// <param name="trust">The roots that its seals may come from.</param>
    public static VerificationReport Verify(byte[] pdf, SealTrust trust)
    {
        var (signatures, problems, empty) = (new List<VerifiedSignature>(), new List<Text>(), 0);
        try
        {
            var file = PdfFile.Read(pdf);
            for (var revision = 1; revision < file.Revisions.Count; revision++) signatures.Add(Signature(file, revision, trust, signatures.LastOrDefault()));
            if (signatures.Count == 0) problems.Add(Common.PdfVerifyUnsigned);
            else empty = Fields(file, file.Revisions.Count - 1).Count(f => file.Object(f.Number).Dictionary["V"] is null);
        }
        catch (PdfSyntaxException fault)
        {
            problems.Add(Common.PdfVerifyStructure(fault.Message));
        }
        catch (RefusedException refused)
        {
            problems.Add(refused.Problem);
        }
        return new VerificationReport(problems.Count == 0, signatures, problems, empty);
    }

    private static VerifiedSignature Signature(PdfFile file, int revision, SealTrust trust, VerifiedSignature? before)
    {
        var save = file.Revisions[revision];
        var fields = Fields(file, revision);
        var field = fields.Where(f => file.Object(f.Number, revision).Dictionary["V"] is PdfReference v && save.Objects.ContainsKey(v.Number)).ToList();
        Require(field.Count == 1, Common.PdfVerifyOneSignature(revision));
        var widget = file.Object(field[0].Number, revision).Dictionary;
        var number = ((PdfReference)widget["V"]!).Number;
        var signature = save.Objects[number].Dictionary;
        var certifies = revision == 1;
        if (certifies) RequireCertification(file, save, signature, number, fields);
        else RequireOnlyFilled(file, revision, field[0], widget, number);
        Require(signature.Entries.All(e => SignatureKeys.Contains(e.Key)), Common.PdfVerifyChanged(revision));
        Require(signature["SubFilter"]?.ToString() == "/ETSI.CAdES.detached" && signature["Type"]?.ToString() == "/Sig", Common.PdfVerifyForm(revision));
        var (sealer, at) = Cms(file.Bytes, save, signature, revision, trust);
        Require(before is null || at >= before.At, Common.PdfVerifyOrder(revision));
        Require(signature["M"]?.ToString() == $"(D:{at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)", Common.PdfVerifyTime(revision));
        return new VerifiedSignature(sealer.GetNameInfo(X509NameType.SimpleName, false), TextOf(signature["Name"]), TextOf(signature["Reason"]), at, certifies, save.End == file.Bytes.Length);
    }

    private static List<PdfReference> Fields(PdfFile file, int revision)
    {
        // The form is a direct part of the catalogue, which only the certification may write.
        var form = file.Object(file.Last.Root, revision).Dictionary["AcroForm"] as PdfDictionary;
        Require(form is not null, Common.PdfVerifyUnsigned);
        var fields = SealForm.FieldsOf(form!);
        Require(fields.Distinct().Count() == fields.Count && fields.All(f => file.Object(f.Number, revision).Dictionary["FT"]?.ToString() == "/Sig"), Common.PdfVerifyForm(revision));
        return fields;
    }

    private static void RequireCertification(PdfFile file, PdfRevision save, PdfDictionary signature, int number, List<PdfReference> fields)
    {
        var permission = (file.Object(file.Last.Root, 1).Dictionary["Perms"] as PdfDictionary)?["DocMDP"];
        var transform = (signature["Reference"] as PdfArray)?.Items is [PdfDictionary only] ? only : null;
        Require(
            permission == new PdfReference(number) && save.Objects.ContainsKey(file.Last.Root) && fields.All(f => save.Objects.ContainsKey(f.Number))
            && transform?["TransformMethod"]?.ToString() == "/DocMDP" && (transform["TransformParams"] as PdfDictionary)?["P"]?.ToString() == "2",
            Common.PdfVerifyCertification);
    }

    /// <summary>The save replaces one field, which was empty, and adds its signature and its appearance. Nothing else.</summary>
    private static void RequireOnlyFilled(PdfFile file, int revision, PdfReference field, PdfDictionary widget, int signature)
    {
        var save = file.Revisions[revision];
        var before = file.Object(field.Number, revision - 1).Dictionary;
        var appearance = (widget["AP"] as PdfDictionary)?.Entries is [{ Key: "N", Value: PdfReference normal }] ? normal.Number : -1;
        var added = file.Revisions[revision - 1].Size;
        Require(
            save.Objects.Count == 3 && save.Objects.ContainsKey(field.Number) && signature >= added && appearance >= added && signature != appearance
            && save.Objects.TryGetValue(appearance, out var drawn) && IsAppearance(drawn, SealForm.Font((PdfDictionary)file.Object(file.Last.Root, 1).Dictionary["AcroForm"]!))
            && save.Objects[signature].Dictionary["Reference"] is null
            && before["V"] is null && before.With("V", widget["V"]!).With("AP", widget["AP"]!).ToString() == widget.ToString(),
            Common.PdfVerifyChanged(revision));
    }

    private static bool IsAppearance(PdfObject drawn, PdfReference font) =>
        drawn is { StreamLength: >= 0, Value: PdfDictionary appearance }
        && appearance["Subtype"]?.ToString() == "/Form"
        && appearance["Resources"]?.ToString() == $"<< /Font << /F1 {font} >> >>"
        && appearance.Entries.All(e => e.Key is "Type" or "Subtype" or "BBox" or "Resources" or "Length");

    private static (X509Certificate2 Sealer, DateTimeOffset At) Cms(byte[] pdf, PdfRevision save, PdfDictionary signature, int revision, SealTrust trust)
    {
        var contents = signature["Contents"] as PdfToken;
        Require(contents is not null && contents.Written.StartsWith('<') && contents.End <= save.End, Common.PdfVerifyForm(revision));
        var range = ((signature["ByteRange"] as PdfArray)?.Items ?? []).ConvertAll(PdfFile.Number);
        Require(range is [0, var first, var second, var rest] && first == contents!.Start && second == contents.End && rest == save.End - second, Common.PdfVerifyRange(revision));
        byte[] signed = [.. pdf.AsSpan(0, range[1]), .. pdf.AsSpan(range[2], range[3])];
        try
        {
            return Checked(signed, Der(contents!.Written, revision), revision, trust);
        }
        catch (CryptographicException)
        {
            throw new RefusedException(Common.PdfVerifySignature(revision));
        }
    }

    private static (X509Certificate2 Sealer, DateTimeOffset At) Checked(byte[] signed, byte[] der, int revision, SealTrust trust)
    {
        var cms = new SignedCms(new ContentInfo(signed), detached: true);
        cms.Decode(der);
        Require(cms.SignerInfos.Count == 1 && BeginsAs(der, SignatureOpening), Common.PdfVerifySignature(revision));
        var signer = cms.SignerInfos[0];
        Require(signer.Version == 1, Common.PdfVerifySignature(revision));
        Require(signer.DigestAlgorithm.Value == "2.16.840.1.101.3.4.2.1", Common.PdfVerifyAlgorithm(revision));
        signer.CheckSignature(verifySignatureOnly: true);
        var sealer = signer.Certificate;
        Require(sealer is not null && SealSigner.Names(signer, sealer) && trust.Covers(cms, sealer), Common.PdfVerifyCertificate(revision));
        var at = Token(signer, revision, trust);
        Require(trust.Issued(sealer!, at) && !IsFor(sealer!, SealCertificates.TimeStampingPurpose), Common.PdfVerifyCertificate(revision));
        return (sealer!, at);
    }

    private static DateTimeOffset Token(SignerInfo signer, int revision, SealTrust trust)
    {
        var tokens = signer.UnsignedAttributes.Cast<CryptographicAttributeObject>().Where(a => a.Oid.Value == SealSigner.TimeStampToken).ToList();
        Require(tokens is [{ Values.Count: 1 }] && BeginsAs(tokens[0].Values[0].RawData, TokenOpening), Common.PdfVerifyToken(revision));
        Require(Rfc3161TimestampToken.TryDecode(tokens[0].Values[0].RawData, out var token, out _), Common.PdfVerifyToken(revision));
        var at = token!.TokenInfo.Timestamp;
        var cms = token.AsSignedCms();
        Require(
            token.VerifySignatureForSignerInfo(signer, out var unit) && IsFor(unit!, SealCertificates.TimeStampingPurpose)
            && trust.Issued(unit!, at) && trust.Covers(cms, unit!) && cms.SignerInfos[0].Version == 1,
            Common.PdfVerifyToken(revision));
        return at;
    }

    private static bool BeginsAs(byte[] der, byte[] opening) => der.Length > OpeningOffset + opening.Length && der.AsSpan(OpeningOffset, opening.Length).SequenceEqual(opening);

    private static bool IsFor(X509Certificate2 certificate, string purpose) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(e => e.EnhancedKeyUsages.Cast<Oid>().Any(o => o.Value == purpose));

    /// <summary>The DER in front of the padding, which has to be zeros.</summary>
    private static byte[] Der(string hex, int revision)
    {
        Require(hex.Length % 2 == 0, Common.PdfVerifyForm(revision));
        var padded = Convert.FromHexString(hex.AsSpan(1, hex.Length - 2));
        var length = padded.Length > 4 && padded[0] == 0x30 && padded[1] == 0x82 ? 4 + (padded[2] << 8) + padded[3] : 0;
        Require(length > 0 && length <= padded.Length && padded.AsSpan(length).IndexOfAnyExcept((byte)0) < 0, Common.PdfVerifyForm(revision));
        return padded[..length];
    }

    private static string TextOf(PdfValue? value) =>
        value is PdfToken { Written: var written } && written.StartsWith("<FEFF", StringComparison.Ordinal) && written.Length % 4 == 2
            ? Encoding.BigEndianUnicode.GetString(Convert.FromHexString(written.AsSpan(5, written.Length - 6)))
            : throw new PdfSyntaxException("A signature has no name or reason.");

    private static void Require(bool holds, Text problem)
    {
        if (!holds) throw new RefusedException(problem);
    }

    private sealed class RefusedException(Text problem) : Exception
    {
        public Text Problem { get; } = problem;
    }
}
