namespace CommonPlatform.Host;

/// <summary>The stories, as lists of the modules' steps; «wait 5» lets five days pass.</summary>
internal static class Stories
{
    /// <summary>One return, one declined agreement, one rework, one postponement.</summary>
    public static readonly string[] OnboardProsecutor =
    [
        "people-of-hmcts", "choose northmoor", "apply", "submit", "wait 1", "take-ownership", "return", "wait 4", "resubmit", "wait 1", "accept", "wait 2", "activate-people",
        "wait 1", "decline-mou", "wait 1", "reissue-mou", "wait 2", "sign-agreements", "wait 1", "accept-authority", "wait 1", "countersign", "answer-security", "wait 3",
        "assess-security", "verify-documents",
    ];

    public const int DemonstrationDays = 130;

    public static readonly string[] Demonstration = OnboardProsecutor;
}
