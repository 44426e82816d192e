using CommonPlatform.BuildingBlocks.Documents;
using Xunit;

namespace CommonPlatform.Tests.Documents;

public sealed class PdfSealTests(SealedAgreement agreement) : IClassFixture<SealedAgreement>
{
    [Fact]
    public void Pdfsig_finds_both_signatures_valid_trusted_and_the_last_over_the_whole_document()
    {
        using var scratch = new Scratch();
        var output = Pdfsig(scratch, agreement.Countersigned);

        Assert.Equal(2, Count(output, "Signature is Valid"));
        Assert.Equal(2, Count(output, "Certificate is Trusted"));
        Assert.Contains("Common Platform Document Seal", output);
        Assert.Contains("HMCTS Countersignature Seal", output);
        Assert.Equal(2, Count(output, "ETSI.CAdES.detached"));
        Assert.Contains("Total document signed", output[output.IndexOf("Signature #2", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Qpdf_and_pdfinfo_find_a_clean_tagged_file_that_declares_pdf_ua()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("agreement.pdf", agreement.Countersigned);

        var (exit, checkedBy) = Tool.Run("qpdf", "--check", file);
        Assert.True(exit == 0, checkedBy);
        Assert.Contains("No syntax or stream encoding errors found", checkedBy);
        var info = Tool.Run("pdfinfo", file).Output;
        Assert.Matches("Tagged: +yes", info);
        Assert.Matches("Form: +AcroForm", info);
        Assert.Contains("pdfuaid:part=\"1\"", Tool.Run("pdfinfo", "-meta", file).Output);
        Assert.DoesNotContain(" no ", string.Join('\n', Tool.Run("pdffonts", file).Output.Split('\n').Skip(2).Select(l => l[^Math.Min(l.Length, 27)..^Math.Min(l.Length, 18)])));
        Assert.Equal(2, Count(Tool.Run("pdfinfo", "-struct", file).Output, "Form"));
    }

    [Fact]
    public void The_page_shows_who_signed_with_every_welsh_letter()
    {
        using var scratch = new Scratch();
        var text = Tool.Run("pdftotext", "-layout", scratch.Write("agreement.pdf", agreement.Countersigned), "-").Output;

        Assert.Contains("Signed electronically by Siân Ŵyn-Ŷoung", text);
        Assert.Contains("on behalf of Cyngor Sir Bryn-ŵydd", text);
        Assert.Contains("2 March 2026 at 10:15am (UK time)", text);
        Assert.Contains("Signed electronically by Morgan Ellery", text);
        Assert.Contains("Reference AGR-2026-00042", text);
    }

    [Fact]
    public void Openssl_verifies_the_signature_and_its_time_stamp()
    {
        using var scratch = new Scratch();
        var file = PdfFile.Read(agreement.Countersigned);
        var signature = file.Last.Objects.Values.Single(o => o.Value is PdfDictionary d && d["Contents"] is not null).Dictionary;
        var contents = (PdfToken)signature["Contents"]!;
        var der = Convert.FromHexString(contents.Written.AsSpan(1, contents.Written.Length - 2));
        var cms = scratch.Write("sig.p7s", der[..(4 + (der[2] << 8) + der[3])]);
        var content = scratch.Write("signed", [.. agreement.Countersigned[..contents.Start], .. agreement.Countersigned[contents.End..]]);

        var root = Path.Combine(agreement.Keys.Directory, "root.pem");
        var at = SealedAgreement.SignedAt.ToUnixTimeSeconds().ToString();
        var (exit, output) = Tool.Run("openssl", "cms", "-verify", "-inform", "DER", "-in", cms, "-content", content, "-binary", "-CAfile", root, "-purpose", "any", "-attime", at, "-out", scratch.File("out"));
        Assert.True(exit == 0, output);

        var parsed = new System.Security.Cryptography.Pkcs.SignedCms();
        parsed.Decode(File.ReadAllBytes(cms));
        var signer = parsed.SignerInfos[0];
        var token = scratch.Write("token", signer.UnsignedAttributes[0].Values[0].RawData);
        var stamped = scratch.Write("stamped", signer.GetSignature());
        (exit, output) = Tool.Run("openssl", "ts", "-verify", "-data", stamped, "-in", token, "-token_in", "-CAfile", root, "-attime", at);
        Assert.True(exit == 0, output);
    }

    [Fact]
    public void A_long_name_shrinks_to_fit_and_the_file_stays_clean()
    {
        using var scratch = new Scratch();
        var name = string.Join(' ', Enumerable.Repeat("O’Brien-Ŵatkin", 20)) + " Ελένη \u4E2D)>>endobj";
        var pdf = agreement.Seal.Certify(agreement.Unsigned, SealedAgreement.Signer with { Name = name }, SealedAgreement.SignedAt, []);

        Assert.Equal(0, Tool.Run("qpdf", "--check", scratch.Write("long.pdf", pdf)).ExitCode);
        var report = PdfVerifier.Verify(pdf, agreement.Keys.Trust);
        Assert.True(report.IsValid);
        Assert.Equal(name, report.Signatures[0].Name);
        Assert.Contains("O’Brien-Ŵatkin", Tool.Run("pdftotext", scratch.File("long.pdf"), "-").Output);
    }

    [Fact]
    public void A_second_signatory_of_the_organisation_may_sign_before_hmcts()
    {
        var certified = agreement.Seal.Certify(agreement.Unsigned, SealedAgreement.Signer, SealedAgreement.SignedAt, ["Service owner", "HMCTS"]);
        var both = agreement.Seal.Countersign(certified, SealedAgreement.Signer with { Name = "Second Person" }, SealedAgreement.SignedAt.AddHours(1), SealOf.Organisation);
        var all = agreement.Seal.Countersign(both, SealedAgreement.Hmcts, SealedAgreement.SignedAt.AddHours(2));

        Assert.Equal(1, PdfVerifier.Verify(both, agreement.Keys.Trust).EmptyFields);
        var report = PdfVerifier.Verify(all, agreement.Keys.Trust);
        Assert.True(report.IsValid, string.Join("; ", report.Problems));
        Assert.Equal(["Common Platform Document Seal", "Common Platform Document Seal", "HMCTS Countersignature Seal"], report.Signatures.Select(s => s.SealedBy));
        Assert.Throws<PdfSealException>(() => agreement.Seal.Countersign(all, SealedAgreement.Hmcts, SealedAgreement.SignedAt.AddHours(3)));
    }

    [Fact]
    public async Task A_document_without_a_page_for_signatures_is_sealed_out_of_sight()
    {
        using var scratch = new Scratch();
        var plain = await agreement.Renderer.Render(DocumentTemplates.Render("Hello.", new Dictionary<string, object?>(), "Copy", BuildingBlocks.Words.Language.English).PrintHtml, CancellationToken.None);
        var pdf = agreement.Seal.Certify(plain, SealedAgreement.Signer, SealedAgreement.SignedAt, []);

        Assert.True(PdfVerifier.Verify(pdf, agreement.Keys.Trust).IsValid);
        Assert.DoesNotContain("Signed electronically", Tool.Run("pdftotext", scratch.Write("copy.pdf", pdf), "-").Output);
        Assert.Contains("Signature is Valid", Pdfsig(scratch, pdf));
    }

    [Theory]
    [InlineData("not a PDF")]
    [InlineData("%PDF-1.7\n")]
    public void What_is_not_one_of_our_pdfs_is_refused_in_words(string content)
    {
        var fault = Assert.Throws<PdfSealException>(() => agreement.Seal.Certify(System.Text.Encoding.ASCII.GetBytes(content), SealedAgreement.Signer, SealedAgreement.SignedAt, []));
        Assert.Contains("isn't one that this platform made", fault.Message);
        Assert.Throws<PdfSealException>(() => agreement.Seal.Certify(agreement.Certified, SealedAgreement.Signer, SealedAgreement.SignedAt, []));
        Assert.Throws<PdfSealException>(() => agreement.Seal.Countersign(agreement.Unsigned, SealedAgreement.Hmcts, SealedAgreement.SignedAt));
    }

    private string Pdfsig(Scratch scratch, byte[] pdf)
    {
        var database = "sql:" + Directory.CreateDirectory(scratch.File("nss")).FullName;
        Assert.Equal(0, Tool.Run("certutil", "-N", "-d", database, "--empty-password").ExitCode);
        Assert.Equal(0, Tool.Run("certutil", "-A", "-d", database, "-n", "root", "-t", "CT,C,C", "-i", Path.Combine(agreement.Keys.Directory, "root.pem")).ExitCode);
        return Tool.Run("pdfsig", "-nssdir", database, scratch.Write("signed.pdf", pdf)).Output;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
