using System.Data.Common;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommonPlatform.BuildingBlocks.Email;

/// <summary>An email as it is queued: keys and arguments, worded when it is sent and again whenever it is shown.</summary>
/// <param name="To">The recipient's address.</param>
/// <param name="Subject">What it is about, usually the organisation; it finds the email on that page.</param>
/// <param name="Language">The recipient's language.</param>
/// <param name="SubjectLine">The subject line.</param>
/// <param name="Paragraphs">One Text a paragraph; a link stands in a paragraph of its own.</param>
public sealed record OutgoingEmail(string To, Guid Subject, Language Language, Text SubjectLine, params Text[] Paragraphs);

/// <summary>Queues email in the open transaction: it is sent if, and only if, the command commits.</summary>
public sealed class Emails(UnitOfWork unit, TimeProvider clock)
{
    /// <summary>Queues one and gives its key, the local part of its Message-ID.</summary>
    public async Task<string> Queue(OutgoingEmail email, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var key = Guid.CreateVersion7(now).ToString("N");
        await unit.Execute(
            """
            insert into platform_emails (item_key, recipient, language, subject_line, paragraphs, subject, created_at, attempts, next_at)
            values (@key, @to, @language, @line, @paragraphs, @subject, @now, 0, @now)
            """,
            cancellationToken,
            ("@key", key), ("@to", email.To), ("@language", email.Language.Tag), ("@line", email.SubjectLine.Stored()),
            ("@paragraphs", new JsonArray([.. email.Paragraphs.Select(p => (JsonNode)p.ToJson())]).ToJsonString()), ("@subject", email.Subject), ("@now", now));
        return key;
    }

    /// <summary>Keeps that an email which went out couldn't be delivered, the first report of it; gives what it was about, or null where no such email went out.</summary>
    /// <param name="key">The local part of its Message-ID.</param>
    /// <param name="status">The enhanced status code (RFC 3463).</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Guid?> Bounced(string key, string status, CancellationToken cancellationToken)
    {
        await unit.Execute(
            "update platform_emails set bounced_at = @now, bounce_status = @status where item_key = @key and done_at is not null and bounced_at is null", cancellationToken,
            ("@now", clock.GetUtcNow()), ("@status", status), ("@key", key));
        return (await unit.Query("select subject from platform_emails where item_key = @key and done_at is not null", r => (Guid?)r.GetGuid(0), cancellationToken, ("@key", key))).SingleOrDefault();
    }

    /// <summary>Takes out of every email about a subject to whom it went and what it said; when and under which subject line stays. What hasn't gone out goes no more.</summary>
    public Task Erase(Guid subject, CancellationToken cancellationToken) => unit.Execute(
        "update platform_emails set recipient = '', paragraphs = '[]', done_at = coalesce(done_at, @now) where subject = @subject", cancellationToken, ("@now", clock.GetUtcNow()), ("@subject", subject));
}

/// <summary>An email in words, ready to go.</summary>
/// <param name="Key">The local part of the Message-ID: the same at every try.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="Language">What it is written in.</param>
/// <param name="Subject">The subject line.</param>
/// <param name="Body">Plain text, paragraphs with an empty line between them.</param>
public sealed partial record WordedEmail(string Key, string To, Language Language, string Subject, string Body)
{
    /// <summary>Words a stored row as it was sent, for people to read; what is secret in a link is left out, since it opens another's account.</summary>
    public static WordedEmail Of(EmailRow row)
    {
        var sent = Of(row.ItemKey, row.Recipient, row.Language, row.SubjectLine, row.Paragraphs);
        return sent with { Body = SecretsInLinks().Replace(sent.Body, "…") };
    }

    internal static WordedEmail Of(string key, string to, string tag, string line, string paragraphs)
    {
        var language = Language.Of(tag);
        var words = JsonNode.Parse(paragraphs)!.AsArray().Select(p => Text.FromJson(p!).In(language));
        return new(key, to, language, Text.Restored(line).In(language), string.Join("\n\n", words));
    }

    [GeneratedRegex(@"(?<=https?://\S*)[A-Za-z0-9_-]{40,}")]
    private static partial Regex SecretsInLinks();
}

/// <summary>Hands an email to the outside; at least once, with the same Message-ID at every try.</summary>
public interface IEmailAdapter
{
    /// <summary>Returns when the outside has taken it.</summary>
    Task Send(WordedEmail email, CancellationToken cancellationToken);
}

internal sealed partial class EmailDrain(IServiceScopeFactory scopes, TimeProvider clock, ILogger<EmailDrain> log)
    : LeasedDrain<WordedEmail>("platform_emails", scopes, clock, log)
{
    protected override (string, string) Select => ("w.recipient, w.language, w.subject_line, w.paragraphs", "");

    protected override WordedEmail Read(DbDataReader row) =>
        WordedEmail.Of(row.GetString(0), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5));

    protected override Task Before(IServiceProvider services, WordedEmail item, CancellationToken cancellationToken) =>
        services.GetRequiredService<IEmailAdapter>().Send(item, cancellationToken);

    // Whoever may read email as sent must not be able to use its link: only the recipient has it from now on.
    protected override async Task Work(IServiceProvider services, WordedEmail item, CancellationToken cancellationToken)
    {
        if (!SecretLink().IsMatch(item.Body)) return;
        var unit = services.GetRequiredService<UnitOfWork>();
        var paragraphs = (await unit.Query("select paragraphs from platform_emails where item_key = @key", r => r.GetString(0), cancellationToken, ("@key", item.Key)))[0];
        await unit.Execute(
            "update platform_emails set paragraphs = @paragraphs where item_key = @key",
            cancellationToken, ("@key", item.Key), ("@paragraphs", SecretLink().Replace(paragraphs, "$1…")));
    }

    [GeneratedRegex("(/activate/)[A-Za-z0-9_-]{20,}")]
    private static partial Regex SecretLink();
}
