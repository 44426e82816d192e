using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.Registration;

/// <summary>
/// Takes in what lies in the inbox's folder. An email is in the document store before its row is written, and is moved away only after the commit:
/// a crash in between finds it again, and its Message-ID says that it is known. One that can't be read is kept and listed like every other.
/// </summary>
internal sealed class InboxDrain(Inbox inbox, IServiceScopeFactory scopes, DocumentStore store, TimeProvider clock, ILogger<InboxDrain> log) : IDrain
{
    private const int MostAtOnce = 50;
    private const int LongestKey = 500;

    public async Task<int> Drain(CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var file in Waiting())
        {
            try
            {
                await TakeIn(file, cancellationToken);
                inbox.Move(file, clock.GetUtcNow());
                done++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The file stays where it is and is tried again later; the others go on.
                log.LogError(e, "An email in the inbox could not be taken in: {File}", Path.GetFileName(file));
                inbox.LeaveFor(file, clock.GetUtcNow());
            }
        }
        return done;
    }

    private IEnumerable<string> Waiting()
    {
        try
        {
            return inbox.Waiting(clock.GetUtcNow(), MostAtOnce);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What else is due must not wait for this folder.
            log.LogError(e, "The inbox's folder can't be read: {Folder}", inbox.Folder);
            return [];
        }
    }

    private async Task TakeIn(string file, CancellationToken cancellationToken)
    {
        StoredDocument kept;
        await using (var content = File.OpenRead(file)) kept = await store.Put(content, cancellationToken);
        var (email, key, trouble, bounce) = kept.Length > IncomingEmail.MostMegabytes * 1024L * 1024L ? (null, null, InboxTrouble.TooBig, null) : Read(await store.Read(kept.Address, cancellationToken), kept.Address);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("inbox");
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TakeInEmail(string.IsNullOrEmpty(key) ? $"sha256:{kept.Sha256}" : key, email, kept.Address, trouble, bounce), cancellationToken);
    }

    private (IncomingEmail? Email, string? Key, InboxTrouble? Trouble, BounceReport? Bounce) Read(byte[] content, string address)
    {
        try
        {
            if (EmailMessage.Read(content) is not { } message) return (null, null, InboxTrouble.Unreadable, null);
            var key = Formats.Line(message.MessageId);
            return (IncomingEmail.Of(message, address), key[..Math.Min(key.Length, LongestKey)], null, BounceReport.Read(content));
        }
        catch (Exception e)
        {
            // Strangers write what they like: an officer finds it in the list as it came.
            log.LogWarning(e, "An email that came in can't be read");
            return (null, null, InboxTrouble.Unreadable, null);
        }
    }
}
