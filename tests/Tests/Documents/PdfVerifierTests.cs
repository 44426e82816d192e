using System.Globalization;
using System.Text;
using CommonPlatform.BuildingBlocks.Documents;
using Xunit;

namespace CommonPlatform.Tests.Documents;

/// <summary>Our verifier against the known attacks on signed PDFs; several of them are valid to pdfsig.</summary>
public sealed class PdfVerifierTests(SealedAgreement agreement) : IClassFixture<SealedAgreement>
{
    [Fact]
    public void A_sealed_and_countersigned_agreement_is_valid()
    {
        var report = PdfVerifier.Verify(agreement.Countersigned, agreement.Keys.Trust);

        Assert.True(report.IsValid, string.Join("; ", report.Problems));
        Assert.Equal(
            [
                new VerifiedSignature("Common Platform Document Seal", "Siân Ŵyn-Ŷoung", "AGR-2026-00042: Signed electronically by Siân Ŵyn-Ŷoung, Prif Weithredwr / Chief Executive, on behalf of Cyngor Sir Bryn-ŵydd", SealedAgreement.SignedAt, true, false),
                new VerifiedSignature("HMCTS Countersignature Seal", "Morgan Ellery", "AGR-2026-00042: Signed electronically by Morgan Ellery, HMCTS signatory, on behalf of HM Courts & Tribunals Service", SealedAgreement.SignedAt.AddHours(3), false, true),
            ],
            report.Signatures);
        Assert.Equal(0, report.EmptyFields);
        Assert.Equal(1, PdfVerifier.Verify(agreement.Certified, agreement.Keys.Trust).EmptyFields);
        Assert.True(PdfVerifier.Verify(agreement.Countersigned, SealTrust.FromPem(File.ReadAllText(Path.Combine(agreement.Keys.Directory, "root.pem")))).IsValid);
    }

    [Fact]
    public void One_changed_byte_anywhere_is_noticed()
    {
        var good = agreement.Countersigned;
        var random = new Random(20260302);
        var signature = good.AsSpan().LastIndexOf("/Contents <"u8);
        var places = Enumerable.Range(0, 300).Select(_ => random.Next(good.Length)).Concat(Enumerable.Range(0, 300).Select(_ => signature + random.Next(6000))).Concat(Enumerable.Range(0, 40)).Concat(Enumerable.Range(signature, 150)).Concat(Enumerable.Range(good.Length - 300, 300)).Distinct();
        var unnoticed = places.Where(place =>
        {
            var bad = good.ToArray();
            bad[place] ^= 0x01;
            return PdfVerifier.Verify(bad, agreement.Keys.Trust).IsValid;
        }).ToList();

        Assert.Empty(unnoticed);
    }

    [Fact]
    public void Cuts_tails_and_missing_signatures_are_noticed()
    {
        Refused(agreement.Unsigned);
        Refused([]);
        Refused(agreement.Countersigned[..^1]);
        Refused([.. agreement.Countersigned, (byte)'\n']);
        Refused([.. agreement.Countersigned, .. "%%EOF\n"u8]);
        Refused([.. agreement.Countersigned, .. agreement.Unsigned]);
        Refused([.. " "u8, .. agreement.Countersigned]);
        var stripped = PdfFile.Read(agreement.Countersigned).Revisions[1].End;
        Assert.Equal(agreement.Certified, agreement.Countersigned[..stripped]);
    }

    [Fact]
    public void Content_that_a_later_save_replaces_is_refused_though_the_first_signature_still_holds()
    {
        foreach (var sealedPdf in new[] { agreement.Certified, agreement.Countersigned })
        {
            var file = PdfFile.Read(sealedPdf);
            foreach (var number in file.Revisions[0].Objects.Keys.Concat(file.Revisions[1].Objects.Keys))
            {
                var update = new PdfUpdate(file);
                update.Put(new PdfReference(number), "<< /Replaced true >>");
                Refused(update.Write("[<00> <00>]"));
            }
        }
    }

    [Fact]
    public void A_save_with_nothing_but_a_new_object_or_nothing_at_all_is_refused()
    {
        var update = new PdfUpdate(PdfFile.Read(agreement.Countersigned));
        update.Add(new PdfToken("null"));
        Refused(update.Write("[<00> <00>]"));
        Refused(new PdfUpdate(PdfFile.Read(agreement.Countersigned)).Write("[<00> <00>]"));
    }

    [Theory]
    [InlineData("overlay annotation")]
    [InlineData("page content")]
    [InlineData("extra object")]
    [InlineData("moved field")]
    [InlineData("other font")]
    [InlineData("hidden key")]
    public void A_genuine_countersignature_that_smuggles_something_in_is_refused(string what)
    {
        // The attacker has somehow got a real seal over a save that changes more than its field.
        var pdf = Smuggle(what);

        var report = PdfVerifier.Verify(pdf, agreement.Keys.Trust);
        Assert.False(report.IsValid);
        Assert.Equal("BuildingBlocks.pdf-verify-changed", Assert.Single(report.Problems).Key);
        Assert.True(PdfVerifier.Verify(Smuggle(""), agreement.Keys.Trust).IsValid);
    }

    [Fact]
    public void Signatures_of_other_roots_swapped_ones_and_other_ranges_are_refused()
    {
        using var scratch = new Scratch();
        using var others = Keys.Open(scratch.File("keys"), create: true, SealedAgreement.SignedAt.AddDays(-1));
        var forged = new PdfSeal(others).Certify(agreement.Unsigned, SealedAgreement.Signer, SealedAgreement.SignedAt, ["HMCTS"]);
        Refused(forged);
        Refused(new PdfSeal(others).Countersign(agreement.Certified, SealedAgreement.Hmcts, SealedAgreement.SignedAt.AddHours(1)));
        Assert.True(PdfVerifier.Verify(forged, others.Trust).IsValid);

        var again = agreement.Seal.Certify(agreement.Unsigned, SealedAgreement.Signer with { Name = "Siân Ŵyn-Ŷoung" }, SealedAgreement.SignedAt.AddMinutes(1), ["HM Courts & Tribunals Service"]);
        Refused(WithContents(agreement.Certified, ContentsOf(again)));
        Refused(WithContents(agreement.Certified, new string('0', ContentsOf(again).Length)));
        Refused(WithContents(agreement.Certified, ContentsOf(agreement.Certified)[..^2] + "01"));
        foreach (var range in new[] { "[0 1 2 3]", "[1 0 0 0]", "null", "[]", "[0 0 0 0]" }) Refused(WithRange(agreement.Certified, range));
    }

    [Fact]
    public void Seals_outside_their_certificates_time_or_out_of_order_are_refused()
    {
        Refused(agreement.Seal.Certify(agreement.Unsigned, SealedAgreement.Signer, SealedAgreement.SignedAt.AddYears(3), []));
        Refused(agreement.Seal.Certify(agreement.Unsigned, SealedAgreement.Signer, SealedAgreement.SignedAt.AddYears(-1), []));
        var report = PdfVerifier.Verify(agreement.Seal.Countersign(agreement.Certified, SealedAgreement.Hmcts, SealedAgreement.SignedAt.AddSeconds(-1)), agreement.Keys.Trust);
        Assert.Equal("BuildingBlocks.pdf-verify-order", Assert.Single(report.Problems).Key);
    }

    [Fact]
    public void Random_damage_never_throws_and_is_never_valid()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bad = agreement.Countersigned.ToList();
            for (var edit = 0; edit < 1 + random.Next(4); edit++)
            {
                var place = random.Next(bad.Count);
                switch (random.Next(3))
                {
                    case 0: bad.RemoveRange(place, Math.Min(random.Next(1, 50), bad.Count - place)); break;
                    case 1: bad.InsertRange(place, Encoding.ASCII.GetBytes("<<[((/ 0 R obj stream")[..random.Next(1, 20)]); break;
                    default: bad[place] = (byte)(bad[place] + 1 + random.Next(254)); break;
                }
            }
            Refused([.. bad]);
        }
    }

    private void Refused(byte[] pdf)
    {
        var report = PdfVerifier.Verify(pdf, agreement.Keys.Trust);
        Assert.False(report.IsValid);
        Assert.NotEmpty(report.Problems);
    }

    private byte[] Smuggle(string what) => agreement.Seal.Countersign(agreement.Certified, SealedAgreement.Hmcts, SealedAgreement.SignedAt.AddHours(1), SealOf.Hmcts, update =>
    {
        var file = PdfFile.Read(agreement.Certified);
        var catalog = file.Object(file.Last.Root).Dictionary;
        var fields = SealForm.FieldsOf((PdfDictionary)catalog["AcroForm"]!);
        var page = (PdfReference)file.Object(fields[1].Number).Dictionary["P"]!;
        switch (what)
        {
            case "overlay annotation":
                var note = update.Add(new PdfToken("<< /Type /Annot /Subtype /FreeText /Rect [0 0 600 800] /Contents (I owe nothing) >>"));
                update.Put(page, file.Object(page.Number).Dictionary.With("Annots", new PdfArray([.. fields, note])));
                break;
            case "page content":
                update.Put((PdfReference)file.Object(page.Number).Dictionary["Contents"]!, "<< /Length 0 >>\nstream\n\nendstream");
                break;
            case "extra object":
                update.Add(new PdfToken("(hidden)"));
                break;
            case "moved field":
                update[fields[1]] = Replaced(update[fields[1]], "/Rect [", "/Rect [0 0 9 9] /Rest [");
                break;
            case "hidden key":
                update[fields[1]] = Replaced(update[fields[1]], "/F 132", "/F 132 /AA << >>");
                break;
            case "other font":
                var appearance = new PdfReference(file.Last.Size + 1);
                update[appearance] = Replaced(update[appearance], "/Font <<", "/ExtGState << >> /Font <<");
                break;
        }
    });

    private static byte[] Replaced(byte[] written, string old, string replacement)
    {
        var text = Encoding.Latin1.GetString(written);
        Assert.Contains(old, text);
        return Encoding.Latin1.GetBytes(text.Replace(old, replacement, StringComparison.Ordinal));
    }

    private static string ContentsOf(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var start = text.LastIndexOf("/Contents <", StringComparison.Ordinal) + "/Contents <".Length;
        return text[start..text.IndexOf('>', start)];
    }

    private static byte[] WithContents(byte[] pdf, string contents) => Replace(pdf, ContentsOf(pdf), contents);

    private static byte[] WithRange(byte[] pdf, string range)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var start = text.LastIndexOf("/ByteRange ", StringComparison.Ordinal) + "/ByteRange ".Length;
        var old = text[start..(text.IndexOf(']', start) + 1)];
        return Replace(pdf, old, range.PadRight(old.Length));
    }

    private static byte[] Replace(byte[] pdf, string old, string replacement)
    {
        Assert.Equal(old.Length.ToString(CultureInfo.InvariantCulture), replacement.Length.ToString(CultureInfo.InvariantCulture));
        return Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(pdf).Replace(old, replacement, StringComparison.Ordinal));
    }
}
