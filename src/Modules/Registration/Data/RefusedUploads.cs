using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>A file in which a virus was found, and the page of each side on which another can be uploaded in its place.</summary>
internal sealed record RefusedUpload(Guid Id, Guid OrganisationId, Guid UploadedBy, string FileName, string TheirPage, string PageOfHmcts);

/// <summary>Finds what was refused, and tells whoever uploaded it; an email that the inbox filed by itself was uploaded by nobody, and is told to the owner of the case.</summary>
internal sealed class RefusedUploads(RegistrationDbContext db, Uploads uploads, OnboardingEmail email, EventRows events, Emails emails, Site site, IMediator mediator) : IRefusedUploads
{
    /// <summary>Of these organisations, what is still there: a file that another took the place of isn't.</summary>
    public async Task<IReadOnlyList<RefusedUpload>> Standing(IReadOnlyCollection<Guid> organisations, CancellationToken cancellationToken) =>
        await uploads.Refused(cancellationToken) is { Count: > 0 } refused
            ? [.. (await At(refused, cancellationToken)).Where(u => organisations.Contains(u.OrganisationId))]
            : [];

    /// <summary>Email that nobody has filed yet, and so stands on the desk of every officer.</summary>
    public async Task<IReadOnlyList<InboxEmail>> InInbox(CancellationToken cancellationToken) =>
        await uploads.Refused(cancellationToken) is { Count: > 0 } refused
            ? await db.Inbox.AsNoTracking().Where(e => e.DecidedAt == null && refused.Contains(e.Document)).OrderBy(e => e.ArrivedAt).ToListAsync(cancellationToken)
            : [];

    public async Task Tell(string address, CancellationToken cancellationToken)
    {
        foreach (var upload in await At([address], cancellationToken))
        {
            await events.Append(new UploadRefused(upload.OrganisationId, upload.Id), cancellationToken);
            if (upload.UploadedBy == ConversationEntry.ByTheInbox)
                await email.ToHmcts(upload.OrganisationId, [], upload.PageOfHmcts, Say.EmailRefusedSubject(upload.FileName), Say.EmailRefused(upload.FileName), Say.EmailRefusedNext);
            else
                await email.ToPerson(
                    upload.OrganisationId, upload.UploadedBy, upload.TheirPage, upload.PageOfHmcts, Say.EmailRefusedSubject(upload.FileName), Say.EmailRefused(upload.FileName), Say.EmailRefusedNext);
        }
        foreach (var list in await db.ReferenceFiles.AsNoTracking().Where(f => f.Address == address).ToListAsync(cancellationToken))
            foreach (var person in await mediator.Send(new NamePeople([list.KeptBy]), cancellationToken))
                await emails.Queue(
                    new OutgoingEmail(
                        person.Email, list.Id, person.Language, Say.EmailRefusedSubject(list.FileName), Say.EmailDear(person.Name), Say.EmailRefused(list.FileName), Say.EmailRefusedNext,
                        Say.EmailLook(site.Link($"/admin/lists/file/{list.Id}"))),
                    cancellationToken);
    }

    private async Task<IReadOnlyList<RefusedUpload>> At(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        var rounds = await db.NoticeRounds.AsNoTracking().Where(r => r.Files.Any(f => addresses.Contains(f.Address))).ToListAsync(cancellationToken);
        var applications = await db.Applications.AsNoTracking().Where(a => a.Files.Any(f => addresses.Contains(f.Address))).ToListAsync(cancellationToken);
        var confirmations = await db.HandConfirmations.AsNoTracking().Where(c => addresses.Contains(c.Address)).ToListAsync(cancellationToken);
        var names = await db.NameChanges.AsNoTracking().Where(c => addresses.Contains(c.Address)).ToListAsync(cancellationToken);
        var mergers = await db.Mergers.AsNoTracking().Where(m => m.Address != null && addresses.Contains(m.Address)).ToListAsync(cancellationToken);
        var accounts = await db.BankChanges.AsNoTracking().Where(c => addresses.Contains(c.Address)).ToListAsync(cancellationToken);
        var entries = await db.Conversation.AsNoTracking().Where(e => e.Document != null && addresses.Contains(e.Document)).ToListAsync(cancellationToken);
        string Page(Guid organisation, string page) => $"/officer/org/{organisation}/{page}";
        return
        [
            .. rounds.SelectMany(r => r.Files.Where(f => addresses.Contains(f.Address)).Select(f => new RefusedUpload(
                f.Id, r.OrganisationId, f.UploadedBy, f.FileName, r.IsOpen ? "/org/templates/upload" : "/org/templates", $"/officer/templates/review/{r.Id}"))),
            .. applications.SelectMany(a => a.Files.Where(f => addresses.Contains(f.Address)).Select(f => new RefusedUpload(
                f.Id, a.OrganisationId, f.UploadedBy, f.FileName, a.IsEditable ? Section.Proof.Page() : "/application", Page(a.OrganisationId, "answers")))),
            .. confirmations.Select(c => (c, Page: Page(c.OrganisationId, $"gates/{c.Gate}"))).Select(c => new RefusedUpload(c.c.Id, c.c.OrganisationId, c.c.FirstBy, c.c.FileName, c.Page, c.Page)),
            .. names.Select(c => (c, Page: Page(c.OrganisationId, "name"))).Select(c => new RefusedUpload(c.c.Id, c.c.OrganisationId, c.c.AskedBy, c.c.FileName, c.Page, c.Page)),
            .. mergers.Select(m => (m, Page: Page(m.OrganisationId, "merger"))).Select(m => new RefusedUpload(m.m.Id, m.m.OrganisationId, m.m.AskedBy, m.m.FileName!, m.Page, m.Page)),
            .. accounts.Select(c => new RefusedUpload(c.Id, c.OrganisationId, c.ProposedBy, c.FileName, "/org/bank", Page(c.OrganisationId, "bank"))),
            .. entries.Select(e => (e, Page: Page(e.OrganisationId, "conversation"))).Select(e => new RefusedUpload(e.e.Id, e.e.OrganisationId, e.e.First.By, "email.eml", e.Page, e.Page)),
        ];
    }
}
