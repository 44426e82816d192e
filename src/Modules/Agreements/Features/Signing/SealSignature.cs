using System.Security.Cryptography;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Organisation;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Signing;

/// <summary>
/// Seals the PDF after a signature and verifies it, outside of any transaction; then one transaction points at the sealed file and says
/// what has come of it.
/// </summary>
internal sealed class SealSignature(
    AgreementsDbContext db, DocumentStore store, PdfSeal seal, Keys keys, Emails emails, DueItems due, Site site, TimeProvider clock) : IDueHandler
{
    public const string Due = "agreements.seal";
    private StoredDocument? made;

    public string Kind => Due;

    /// <summary>Asks for the seal of the earliest signature that has none; the seal of the next one follows it.</summary>
    public static Task Set(DueItems due, Agreement agreement, CancellationToken cancellationToken) => agreement.NextToSeal() is not { } signature
        ? Task.CompletedTask
        : due.Set(new DueItem($"agreements.seal {signature.Id:D}", Due, agreement.OrganisationId, signature.At, $"{agreement.Id:D} {signature.Party}"), cancellationToken);

    public async Task Prepare(DueItem item, CancellationToken cancellationToken)
    {
        var (id, party) = Read(item);
        var agreement = await db.Agreements.AsNoTracking().SingleAsync(a => a.Id == id, cancellationToken);
        var signature = agreement.SignatureOf(party)!;
        if (signature.SealedAt is not null) return;
        var pdf = Sealed(await Before(agreement, cancellationToken), agreement, signature);
        var report = PdfVerifier.Verify(pdf, keys.Trust);
        if (!report.IsValid) throw new PdfSealException($"The sealed {agreement.Reference} doesn't verify: {string.Join("; ", report.Problems.Select(p => p.In(Language.English)))}");
        made = await store.Put(pdf, cancellationToken);
    }

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        if (made is null) return;
        var (id, party) = Read(item);
        var agreement = await db.Agreements.GetAsync(id, cancellationToken);
        agreement.Seal(party, made.Address, made.Sha256, clock.GetUtcNow());
        await db.SupersedeEarlier(agreement, clock.GetUtcNow(), cancellationToken);
        await Set(due, agreement, cancellationToken);
        foreach (var signatory in agreement.Signatories().Where(s => party == Party.Hmcts || agreement.PartyOf(s.PersonId) == party))
            await emails.Queue(Receipt(agreement, signatory, party), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The bytes that the person signed; they have to be exactly those that were issued.</summary>
    private async Task<byte[]> Before(Agreement agreement, CancellationToken cancellationToken)
    {
        var bytes = await store.Read(agreement.Pdf!, cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == agreement.PdfSha256 ? bytes : throw new PdfSealException($"The stored {agreement.Reference} isn't the one that was shown.");
    }

    private byte[] Sealed(byte[] pdf, Agreement agreement, Signature signature)
    {
        var (hmcts, language) = (Say.Hmcts.In(agreement.Language), agreement.Language);
        var who = new SealAppearance(
            signature.NameTyped, signature.JobTitle, signature.Party == Party.Hmcts ? hmcts : agreement.Particulars.OrganisationName, agreement.Reference, language);
        return agreement.InOrder().First() == signature
            ? seal.Certify(pdf, who, signature.At, [.. ReadingCopy.Boxes(agreement.Kind, agreement.Particulars, language).Skip(1)], Evidence.Of(agreement, signature))
            : seal.Countersign(pdf, who, signature.At, signature.Party == Party.Hmcts ? SealOf.Hmcts : SealOf.Organisation);
    }

    private OutgoingEmail Receipt(Agreement agreement, Signatory to, string party)
    {
        var title = AgreementKinds.Title(agreement.Kind);
        var (line, what) = party == Party.Hmcts
            ? (Say.EmailInForceSubject(title), Say.EmailInForce(title, agreement.Particulars.OrganisationName, agreement.Reference))
            : (Say.EmailSignedSubject(title), Say.EmailSigned(title, agreement.Particulars.OrganisationName, agreement.Reference));
        return new OutgoingEmail(
            to.Email, agreement.OrganisationId, agreement.Language, line, Say.EmailDear(to.Name), what,
            Say.Link(site.Link($"/org/agreements/{agreement.Id:D}/signed")), agreement.Particulars.AskedBy.WhomToCall());
    }

    private static (Guid Id, string Party) Read(DueItem item) => (Guid.Parse(item.Payload[..36]), item.Payload[37..]);
}
