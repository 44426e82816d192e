using System.Text.Encodings.Web;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Registration.Demonstration;

/// <summary>
/// What a story leaves for whoever wants to open it with programs of their own, beside the data folder, where documents lie encrypted: the sealed
/// PDFs, the root that their seals are checked against, the timeline in words, and the audit events, one a line.
/// </summary>
internal static class FileSteps
{
    private static readonly JsonSerializerOptions Readable = new(Json.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Keep(Story story)
    {
        var (folder, sealedOnes, events, lines) = await story.Ask(async services =>
        {
            var (platform, db, mediator) = (services.GetRequiredService<PlatformDbContext>(), services.GetRequiredService<RegistrationDbContext>(), services.GetRequiredService<IMediator>());
            services.GetRequiredService<CurrentActor>().Actor = Actor.System("story");
            var into = Directory.CreateDirectory($"{Path.TrimEndingDirectorySeparator(services.GetRequiredService<DataFolder>().Path)}.story");
            var keys = services.GetRequiredService<Keys>();
            var count = 0;
            foreach (var document in await mediator.Send(new FindSealedDocuments(story.OrganisationId)))
            {
                var pdf = await services.GetRequiredService<DocumentStore>().Read(document.Address, default);
                if (!PdfVerifier.Verify(pdf, keys.Trust).IsValid) continue; // issued and never signed
                await File.WriteAllBytesAsync(Path.Combine(into.CreateSubdirectory("documents").FullName, $"{document.Kind}-{document.Round}.pdf"), pdf);
                count++;
            }
            File.Copy(Path.Combine(keys.Directory, "root.pem"), Path.Combine(into.FullName, "root.pem"), overwrite: true);
            var timeline = await Timeline.Of(story.OrganisationId, platform, db, mediator, int.MaxValue, default);
            await File.WriteAllLinesAsync(
                Path.Combine(into.FullName, "timeline.txt"),
                timeline.Reverse().Select(e => $"{Dates.Word(e.At, Language.English)}  {e.What.In(Language.English)} ({e.Who}){(e.Words is null ? "" : $": {e.Words}")}"));
            var audit = await platform.Events.AsNoTracking().Join(platform.EventPositions, e => e.Id, p => p.EventId, (e, p) => new { p.Position, e.Name, e.Subject, e.At, e.Actor, e.OnBehalfOf, e.Body, e.Id })
                .OrderBy(e => e.Position).ToListAsync();
            await File.WriteAllLinesAsync(Path.Combine(into.FullName, "audit-events.jsonl"), audit.Select(e => JsonSerializer.Serialize(
                new { e.Position, e.Id, e.Name, e.Subject, e.At, e.Actor, e.OnBehalfOf, Body = JsonDocument.Parse(e.Body).RootElement }, Readable)));
            return (into.FullName, count, audit.Count, timeline.Count);
        });
        story.Tell($"To open with other programs: {sealedOnes} sealed documents, {lines} lines of the timeline and {events} audit events in {folder}");
    }
}
