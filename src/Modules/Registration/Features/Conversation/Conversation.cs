using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The conversation with one organisation as one side reads it, the newest first; what was searched for only chooses the entries shown.</summary>
internal sealed record Conversation(IReadOnlyList<ConversationEntry> All, IReadOnlyDictionary<Guid, string> Names, Side Reader, string Address, bool MayWrite, string? Search = null)
{
    public const int Longest = 4000;

    public IReadOnlyList<ConversationEntry> Entries { get; } = Having(All, Formats.SearchWords(Search));

    public DateTimeOffset? LastContact => All.Where(e => e.IsContact).Max(e => (DateTimeOffset?)e.MadeAt);

    public IEnumerable<ConversationEntry> Waiting => All.Where(e => e.IsOpenQuestion && e.Side != Reader);

    public string By(EntryWording wording) => wording.By == ConversationEntry.ByTheInbox ? Say.InboxFiled.ToString() : Names.GetValueOrDefault(wording.By, Say.ActorErased.ToString());

    public bool MayAnswer(ConversationEntry entry) => MayWrite && entry.IsOpenQuestion && entry.Side != Reader;

    public bool MayCorrect(ConversationEntry entry) => MayWrite && entry.Side == Reader && entry.Kind != EntryKind.Email;

    /// <summary>Entries whose words have each word that is searched for, or all.</summary>
    private static IReadOnlyList<ConversationEntry> Having(IReadOnlyList<ConversationEntry> all, IReadOnlyCollection<string> words) =>
        words.Count == 0 ? all : [.. all.Where(e => words.All(w => Formats.SearchWords(e.Latest.Words).Any(t => t.StartsWith(w, StringComparison.Ordinal))))];

    /// <summary>What stands above an entry.</summary>
    public static Text Title(ConversationEntry entry) => entry switch
    {
        { Kind: EntryKind.Question, AnswerBy: { } by, AnsweredAt: null } => Say.EntryQuestionBy(by),
        { Kind: EntryKind.Question, AnsweredAt: null } => Say.EntryQuestionOpen,
        _ => entry.Kind.Name(),
    };
}

internal static class Conversing
{
    /// <summary>What an officer may see, or what is shared with one's own organisation.</summary>
    public static IQueryable<ConversationEntry> VisibleTo(this IQueryable<ConversationEntry> entries, Actor actor)
    {
        if (Policy.ReadOnboarding.Allows(actor)) return entries;
        var own = actor.Organisations();
        return entries.Where(e => e.IsShared && own.Contains(e.OrganisationId));
    }

    /// <summary>The side that this person speaks for.</summary>
    /// <exception cref="NotFoundException">Neither.</exception>
    public static Party Converses(this Actor actor, Guid organisationId)
    {
        if (actor.PersonId is not { } person) throw new NotFoundException();
        if (actor.IsFor(organisationId, [.. Policies.All[Policy.ReadOwnOnboarding].Roles])) return new Party(Side.Organisation, person);
        return Policy.Converse.Allows(actor) ? new Party(Side.Hmcts, person) : throw new NotFoundException();
    }

    public static IRuleBuilderOptions<T, string> Entry<T>(this IRuleBuilderInitial<T, string> rule, Text otherwise) =>
        rule.Cascade(CascadeMode.Stop).Must(v => Formats.Line(v).Length > 0).Saying(otherwise).AtMost(Conversation.Longest, Say.EntryTooLong(Conversation.Longest));

    public static async Task<IReadOnlyList<ConversationEntry>> Read(this IQueryable<ConversationEntry> entries, CancellationToken cancellationToken) =>
        await entries.AsNoTracking().OrderByDescending(e => e.MadeAt).ThenByDescending(e => e.Id).ToListAsync(cancellationToken);
}
