using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CommonPlatform.BuildingBlocks.Documents;

/// <summary>With which certificate a later signature is sealed.</summary>
public enum SealOf
{
    /// <summary>HMCTS Countersignature Seal.</summary>
    Hmcts,

    /// <summary>Common Platform Document Seal, for a second signatory of the organisation.</summary>
    Organisation,
}

/// <summary>The PDF can't be sealed: it isn't one of ours, is sealed already, or has no empty box left.</summary>
public sealed class PdfSealException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Seals a PDF of <see cref="HtmlToPdf"/> by incremental updates (PAdES, ETSI.CAdES.detached, ECDSA P-256, own RFC 3161 token). The first
/// seal is a certification signature (DocMDP P=2) that lays out every later signature's field, so that a countersignature fills a field
/// and changes nothing else. Boxes stand on the signature page that <see cref="DocumentTemplates"/> made for its signatories, in the
/// same order; a document without that page gets signatures that can't be seen. The bytes given are never changed: each call returns
/// the file with one save more. Seal outside of transactions (about a millisecond), store, then point a row at the address.
/// One instance a host; thread-safe.
/// </summary>
public sealed class PdfSeal(Keys keys)
{
    private const int ContentsBytes = 8 * 1024;
    private const string RangePlaceholder = "[0 0000000000 0000000000 0000000000]";
    private readonly SealSigner document = new(keys.DocumentSeal, keys.Root);
    private readonly SealSigner countersignature = new(keys.CountersignatureSeal, keys.Root);
    private readonly SealSigner time = new(keys.TimeStamp, keys.Root);

    /// <summary>Adds the certification signature with the organisation's seal: only the signatures named here may follow.</summary>
    /// <param name="pdf">As <see cref="HtmlToPdf.Render"/> gave it.</param>
    /// <param name="who">Who signs.</param>
    /// <param name="at">When; the time of the token too.</param>
    /// <param name="later">Whose signatures may follow, in the order of the boxes, such as HMCTS; empty for a document that one party signs.</param>
    /// <param name="evidence">A file to keep inside the document, under the seal; later signatures can't bring one.</param>
    /// <exception cref="PdfSealException">Not a PDF of ours, sealed already, or more than four signatures in all.</exception>
    public byte[] Certify(byte[] pdf, SealAppearance who, DateTimeOffset at, IReadOnlyList<string> later, SealAttachment? evidence = null)
    {
        if (later.Count >= PrintPage.MostSignatories) throw new PdfSealException("A document has at most four signatures.");
        return Sealing(pdf, file => Certify(file, who, at, later, evidence));
    }

    /// <summary>Fills the next empty field: HMCTS countersigns, or a second signatory of the organisation signs.</summary>
    /// <param name="pdf">A sealed document with an empty field.</param>
    /// <param name="who">Who signs.</param>
    /// <param name="at">When; not before the signature before it.</param>
    /// <param name="seal">With which certificate.</param>
    /// <exception cref="PdfSealException">Not sealed by <see cref="Certify"/>, or every field is filled.</exception>
    public byte[] Countersign(byte[] pdf, SealAppearance who, DateTimeOffset at, SealOf seal = SealOf.Hmcts) =>
        Countersign(pdf, who, at, seal, meddle: null);

    /// <summary>As above; the tests of the verifier put things into the save that a seal must not cover.</summary>
    internal byte[] Countersign(byte[] pdf, SealAppearance who, DateTimeOffset at, SealOf seal, Action<PdfUpdate>? meddle) =>
        Sealing(pdf, file => Countersign(file, who, at, seal, meddle));

    private byte[] Certify(PdfFile file, SealAppearance who, DateTimeOffset at, IReadOnlyList<string> later, SealAttachment? evidence)
    {
        var catalog = file.Object(file.Last.Root).Dictionary;
        if (file.Revisions.Count > 1 || catalog["AcroForm"] is not null) throw new PdfSealException("The document is sealed already.");
        var update = new PdfUpdate(file);
        var font = SealFont.Instance.AddTo(update);
        var form = SealForm.AddTo(update, file, catalog, font, [who.Organisation, .. later], who.Language);
        var signature = Fill(update, form.Fields[0], form.Widgets[0], form.Box(0), font, who, at, certifies: true);
        var certified = form.Catalog.With("Perms", new PdfDictionary([new("DocMDP", signature)]));
        update.Put(new PdfReference(file.Last.Root), evidence?.AddTo(update, file, certified) ?? certified);
        return Finish(file, update, document, at);
    }

    private byte[] Countersign(PdfFile file, SealAppearance who, DateTimeOffset at, SealOf seal, Action<PdfUpdate>? meddle)
    {
        var form = file.Follow(file.Object(file.Last.Root).Dictionary["AcroForm"]) as PdfDictionary ?? throw new PdfSealException("The document hasn't been sealed yet.");
        var fields = SealForm.FieldsOf(form);
        var next = fields.FindIndex(f => file.Object(f.Number).Dictionary["V"] is null);
        if (next < 0) throw new PdfSealException("Every signature of the document is there already.");
        var update = new PdfUpdate(file);
        var widget = file.Object(fields[next].Number).Dictionary;
        Fill(update, fields[next], widget, SealForm.BoxOf(widget), SealForm.Font(form), who, at, certifies: false);
        meddle?.Invoke(update);
        return Finish(file, update, seal == SealOf.Hmcts ? countersignature : document, at);
    }

    private static byte[] Sealing(byte[] pdf, Func<PdfFile, byte[]> seal)
    {
        try
        {
            return seal(PdfFile.Read(pdf));
        }
        catch (PdfSyntaxException fault)
        {
            throw new PdfSealException("The PDF isn't one that this platform made: " + fault.Message, fault);
        }
    }

    private static PdfReference Fill(PdfUpdate update, PdfReference field, PdfDictionary widget, (double Width, double Height) box, PdfReference font, SealAppearance who, DateTimeOffset at, bool certifies)
    {
        var signature = update.Reserve();
        var reason = $"{who.Reference}: {Common.PdfSignedBy(who.Name).In(who.Language)}, {who.Capacity}, {Common.PdfSignedOnBehalf(who.Organisation).In(who.Language)}";
        var permission = certifies ? "/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>] " : "";
        update.Put(signature, $"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached {permission}/M (D:{at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z) "
            + $"/Name {SealForm.Text(who.Name)} /Reason {SealForm.Text(reason)} /Location {SealForm.Text(Common.PdfLocation.In(who.Language))} /ByteRange {RangePlaceholder} /Contents <{new string('0', 2 * ContentsBytes)}> >>");
        var drawn = box.Width > 0 ? who.Draw(box.Width, box.Height, at) : "";
        var appearance = update.AddStream(
            string.Create(CultureInfo.InvariantCulture, $"/Type /XObject /Subtype /Form /BBox [0 0 {box.Width:0.##} {box.Height:0.##}] /Resources << /Font << /F1 {font} >> >>"),
            Encoding.ASCII.GetBytes(drawn));
        update.Put(field, widget.With("V", signature).With("AP", new PdfDictionary([new("N", appearance)])));
        return signature;
    }

    private byte[] Finish(PdfFile file, PdfUpdate update, SealSigner signer, DateTimeOffset at)
    {
        var original = Convert.ToHexString(SHA256.HashData(file.Bytes.AsSpan(0, file.Revisions[0].End))[..16]);
        var changing = Convert.ToHexString(SHA256.HashData(file.Bytes)[..16]);
        var pdf = update.Write($"[<{original}> <{changing}>]");
        var range = Encoding.ASCII.GetBytes("/ByteRange " + RangePlaceholder);
        var place = file.Bytes.Length + pdf.AsSpan(file.Bytes.Length).IndexOf(range);
        var contents = place + range.Length + " /Contents ".Length;
        var (after, length) = (contents + (2 * ContentsBytes) + 2, pdf.Length);
        var written = string.Create(CultureInfo.InvariantCulture, $"/ByteRange [0 {contents} {after} {length - after}]");
        Encoding.ASCII.GetBytes(written.PadRight(range.Length)).CopyTo(pdf, place);
        var signed = new byte[length - (after - contents)];
        pdf.AsSpan(0, contents).CopyTo(signed);
        pdf.AsSpan(after).CopyTo(signed.AsSpan(contents));
        var cms = signer.Sign(signed, time, at);
        if (cms.Length > ContentsBytes) throw new PdfSealException("The signature is larger than the room that was left for it.");
        Encoding.ASCII.GetBytes(Convert.ToHexString(cms)).CopyTo(pdf, contents + 1);
        return pdf;
    }
}
