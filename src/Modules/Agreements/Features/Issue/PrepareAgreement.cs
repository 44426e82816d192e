using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Organisation;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Issue;

/// <summary>
/// Makes the PDF whose hash will be signed, and stores it; then one transaction points at it, says that it is issued and queues the email.
/// A crash between the two leaves an orphan in the store and the work still due.
/// </summary>
internal sealed class PrepareAgreement(
    AgreementsDbContext db, DocumentStore store, HtmlToPdf pdf, Emails emails, DueItems due, Site site, TimeProvider clock) : IDueHandler
{
    public const string Due = "agreements.prepare";
    private (StoredDocument Pdf, StoredDocument ReadingCopy, int Minutes)? made;

    public string Kind => Due;

    public async Task Prepare(DueItem item, CancellationToken cancellationToken)
    {
        var agreement = await db.Agreements.AsNoTracking().SingleAsync(a => a.Id == Guid.Parse(item.Payload), cancellationToken);
        if (agreement.Standing != Standing.Preparing) return;
        var bytes = await pdf.Render(ReadingCopy.Render(agreement.Kind, agreement.Particulars, agreement.Language).PrintHtml, cancellationToken);
        var copy = ReadingCopy.Of(agreement.Kind, agreement.Particulars);
        made = (await store.Put(bytes, cancellationToken), await store.Put(copy.Bytes(), cancellationToken), copy.In(agreement.Language).Minutes);
    }

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        if (made is not { } ready) return;
        var agreement = await db.Agreements.GetAsync(Guid.Parse(item.Payload), cancellationToken);
        if (agreement.Standing != Standing.Preparing) return;
        agreement.Issue(ready.Pdf.Address, ready.Pdf.Sha256, ready.ReadingCopy.Address, clock.GetUtcNow());
        foreach (var signatory in agreement.Signatories()) await emails.Queue(Invitation(agreement, signatory, ready.Minutes), cancellationToken);
        await SignatureReminders.Set(due, agreement, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private OutgoingEmail Invitation(Agreement agreement, Signatory to, int minutes)
    {
        var title = AgreementKinds.Title(agreement.Kind);
        var differing = agreement.Particulars.Targets();
        Text[] alsoAccountable = agreement.CoSignatory is null ? [] : [Say.EmailSignTwo(agreement.SignatoryName, agreement.CoSignatory.Name)];
        return new OutgoingEmail(
            to.Email, agreement.OrganisationId, agreement.Language, Say.EmailSignSubject(agreement.SignBy, title),
            [
                Say.EmailDear(to.Name),
                Say.EmailSignWhoAsks(agreement.Particulars.OrganisationName, title, agreement.Reference, agreement.Particulars.AskedBy.WhoAsks()),
                .. alsoAccountable,
                .. differing.Select(t => t.Sentence(agreement.Language)),
                Say.EmailSignHowLong(minutes, agreement.SignBy),
                Say.EmailSignRead, Say.Link(site.Link($"/org/agreements/{agreement.Id:D}")),
                Say.EmailSignSign, Say.Link(site.Link($"/org/agreements/{agreement.Id:D}/sign")),
                Say.EmailSignOther,
                agreement.Particulars.AskedBy.WhomToCall(),
            ]);
    }
}
