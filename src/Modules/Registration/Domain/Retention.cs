namespace CommonPlatform.Registration;

/// <summary>For how long the answers of an application that came to nothing are kept, by how it ended.</summary>
/// <param name="Code">How events call the class.</param>
/// <param name="Setting">The setting that says how many days.</param>
/// <param name="Days">How many where nobody set it.</param>
internal sealed record Retention(string Code, string Setting, int Days)
{
    /// <summary>Nobody ever sent it (onboarding reference, T1).</summary>
    public static readonly Retention Abandoned = new("abandoned", "RETENTION_ABANDONED_DAYS", 90);

    /// <summary>Taken back, or not answered.</summary>
    public static readonly Retention Withdrawn = new("withdrawn", "RETENTION_WITHDRAWN_DAYS", 365);

    /// <summary>Long enough for an appeal, a complaint, and the next application of the same organisation.</summary>
    public static readonly Retention Rejected = new("rejected", "RETENTION_REJECTED_DAYS", 730);

    public static Retention Of(Application application) => application switch
    {
        { EndedAs: Ending.Rejected } => Rejected,
        { FormVersion: 0 } => Abandoned,
        _ => Withdrawn,
    };
}
