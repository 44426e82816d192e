using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// Everything that proves how an organisation was onboarded, as one ZIP file: the sealed documents and packs of reviews, those of organisations that were
/// merged into it, what was uploaded, the timeline, the records of who decided what and why, the email as sent, and a manifest with the SHA-256 of each file, which sha256sum checks.
/// </summary>
[Needs(Policy.TakeEvidence)]
internal sealed class EvidencePackPage(
    RegistrationDbContext db, PlatformDbContext platform, EvidenceFiles documents, EvidenceRecords evidence, EvidenceOfTheWay way, CurrentActor current, IMediator mediator, IWorkflows workflows, TimeProvider clock)
    : OfficerPage(db, current, mediator, workflows)
{
    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task OnGetAsync(CancellationToken cancellationToken) => Load(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Mediator.Send(new TakeEvidencePack(Id), cancellationToken);
        await Load(cancellationToken);
        var files = await documents.Of(Id, cancellationToken);
        files.Add(("timeline.json", Written((await Timeline.Of(Id, platform, Db, Mediator, int.MaxValue, cancellationToken)).Select(e => new { e.At, What = e.What.ToString(), e.Who, e.Words }))));
        foreach (var (name, records) in (await evidence.Of(Id, cancellationToken)).Concat(await way.Of(Id, cancellationToken))) files.Add(($"{name}.json", Written(records)));
        var emails = await platform.Emails.AsNoTracking().Where(e => e.Subject == Id).OrderBy(e => e.CreatedAt).ToListAsync(cancellationToken);
        files.AddRange(emails.Select((e, i) => (string.Create(CultureInfo.InvariantCulture, $"email/{i + 1:D4}.txt"), Letter(e))));
        files.Add(("manifest.sha256", Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(f.Content))}  {f.Name}\n")))));
        return File(Zipped(files), "application/zip", $"{Case.Reference}-evidence.zip");
    }

    private byte[] Zipped(List<(string Name, byte[] Content)> files)
    {
        var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = clock.GetUtcNow();
                using var written = entry.Open();
                written.Write(content);
            }
        return zipped.ToArray();
    }

    private static byte[] Written(object content) => JsonSerializer.SerializeToUtf8Bytes(content, Readable);

    private static byte[] Letter(EmailRow row)
    {
        var email = WordedEmail.Of(row);
        return Encoding.UTF8.GetBytes($"To: {email.To}\nDate: {row.CreatedAt:O}\nSent: {row.DoneAt:O}\nSubject: {email.Subject}\n\n{email.Body}\n");
    }
}
