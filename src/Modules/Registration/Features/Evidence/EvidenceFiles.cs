using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// The documents of the evidence pack: what was sealed, of the organisation and of those merged into it, and what people uploaded to show something.
/// An upload that the scanner hasn't found clean isn't handed out; its records have its hash.
/// </summary>
internal sealed class EvidenceFiles(RegistrationDbContext db, DocumentStore store, Uploads uploads, IMediator mediator)
{
    public async Task<List<(string Name, byte[] Content)>> Of(Guid id, CancellationToken cancellationToken)
    {
        var files = await SealedOf(id, "documents", cancellationToken);
        var merged = await db.Mergers.AsNoTracking().Where(m => m.IntoId == id && m.MergedAt != null).OrderBy(m => m.MergedAt).Join(db.Cases, m => m.OrganisationId, c => c.Id, (_, c) => new { c.Id, c.Reference }).ToListAsync(cancellationToken);
        foreach (var other in merged) files.AddRange(await SealedOf(other.Id, $"documents/{other.Reference}", cancellationToken));
        foreach (var (name, address) in await Uploaded(id, cancellationToken))
            if (await uploads.MayOpen(address, cancellationToken)) files.Add(($"uploads/{name}.pdf", await store.Read(address, cancellationToken)));
        return files;
    }

    private async Task<List<(string Name, byte[] Content)>> SealedOf(Guid id, string folder, CancellationToken cancellationToken)
    {
        var files = new List<(string, byte[])>();
        foreach (var document in await mediator.Send(new FindSealedDocuments(id), cancellationToken))
            files.Add(($"{folder}/{document.Kind}-{document.Round}.pdf", await store.Read(document.Address, cancellationToken)));
        return files;
    }

    private async Task<IEnumerable<(string Name, string Address)>> Uploaded(Guid id, CancellationToken cancellationToken)
    {
        var applications = await db.Applications.AsNoTracking().Where(a => a.OrganisationId == id).OrderBy(a => a.StartedAt).ToListAsync(cancellationToken);
        var rounds = await db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == id).OrderBy(r => r.Number).ToListAsync(cancellationToken);
        var confirmations = await db.HandConfirmations.AsNoTracking().Where(c => c.OrganisationId == id && c.FileName != "").OrderBy(c => c.Gate).ToListAsync(cancellationToken);
        var renamed = await db.NameChanges.AsNoTracking().Where(c => c.OrganisationId == id && c.FileName != "").OrderBy(c => c.AskedAt).ToListAsync(cancellationToken);
        var mergers = await db.Mergers.AsNoTracking().Where(m => (m.OrganisationId == id || m.IntoId == id) && m.Address != null && m.FileName != "").OrderBy(m => m.AskedAt).ToListAsync(cancellationToken);
        var accounts = await db.BankChanges.AsNoTracking().Where(c => c.OrganisationId == id && c.FileName != "").OrderBy(c => c.ProposedAt).ToListAsync(cancellationToken);
        return
        [
            .. applications.SelectMany((a, i) => a.Files.Where(f => f.FileName.Length > 0).OrderBy(f => f.UploadedAt).Select((f, n) => ($"proof-{i + 1}-{f.Kind}-{n + 1}", f.Address))),
            .. rounds.SelectMany(r => r.Files.Where(f => f.FileName.Length > 0).OrderBy(f => f.UploadedAt).Select(f => ($"notice-{r.Number}-{f.Notice}", f.Address))),
            .. confirmations.Select(c => ($"gate-{c.Gate}", c.Address)),
            .. renamed.Select((c, i) => ($"name-{i + 1}", c.Address)),
            .. accounts.Select((c, i) => ($"bank-{i + 1}", c.Address)),
            .. mergers.Select((m, i) => ($"merger-{i + 1}", m.Address!)),
        ];
    }
}
