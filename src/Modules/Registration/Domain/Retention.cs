using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>
/// For how long what an organisation left behind is kept, by how its way ended. Answers, names, words, contact and bank details go after the days of the
/// class; documents that were sealed may stay longer. docs/retention.md has the same table, with the law behind each line.
/// </summary>
/// <param name="Code">How events call the class.</param>
/// <param name="Setting">The setting that says how many days.</param>
/// <param name="Days">How many where nobody set it.</param>
/// <param name="SealedDays">The days for sealed documents where nobody set them; null where nothing was ever sealed.</param>
internal sealed record Retention(string Code, string Setting, int Days, int? SealedDays = null)
{
    /// <summary>The setting for sealed documents, of every class.</summary>
    public const string SealedSetting = "RETENTION_SEALED_DAYS";

    /// <summary>Six years in which a claim on an agreement can be brought, and one in which it may still be on its way.</summary>
    private const int SevenYears = 2557;

    /// <summary>Nobody ever sent it (onboarding reference, T1).</summary>
    public static readonly Retention Abandoned = new("abandoned", "RETENTION_ABANDONED_DAYS", 90);

    /// <summary>Taken back, or not answered, before HMCTS decided.</summary>
    public static readonly Retention Withdrawn = new("withdrawn", "RETENTION_WITHDRAWN_DAYS", 365);

    /// <summary>Long enough for an appeal, a complaint, and the next application of the same organisation.</summary>
    public static readonly Retention Rejected = new("rejected", "RETENTION_REJECTED_DAYS", 730);

    /// <summary>Taken back after HMCTS had accepted: something may have been signed.</summary>
    public static readonly Retention Accepted = new("accepted", "RETENTION_ACCEPTED_DAYS", 730, SevenYears);

    /// <summary>It was on the platform, left, and was closed.</summary>
    public static readonly Retention Closed = new("closed", "RETENTION_CLOSED_DAYS", SevenYears, SevenYears);

    public static IReadOnlyList<Retention> All { get; } = [Abandoned, Withdrawn, Rejected, Accepted, Closed];

    public static Retention Of(Application application, Stage stage) => (stage, application) switch
    {
        (Stage.Closed, _) => Closed,
        (_, { EndedAs: Ending.Rejected }) => Rejected,
        (_, { IsAccepted: true }) => Accepted,
        (_, { FormVersion: 0 }) => Abandoned,
        _ => Withdrawn,
    };

    /// <summary>The day on which the words go, counted from the day on which it ended.</summary>
    public DateOnly ErasedOn(DateOnly ended, IConfiguration configuration) => ended.AddDays(configuration.GetValue(Setting, Days));

    /// <summary>The day on which the sealed documents go, never before the words.</summary>
    public DateOnly SealedUntil(DateOnly ended, IConfiguration configuration)
    {
        var words = ErasedOn(ended, configuration);
        return SealedDays is { } days && ended.AddDays(configuration.GetValue(SealedSetting, days)) is var sealedUntil && sealedUntil > words ? sealedUntil : words;
    }
}
