namespace CommonPlatform.Host;

/// <summary>The stories, as lists of the modules' steps; «wait 5» lets five days pass.</summary>
internal static class Stories
{
    /// <summary>One return, one declined agreement, one rework, one postponement.</summary>
    public static readonly string[] OnboardProsecutor =
    [
        "people-of-hmcts", "choose northmoor", "apply", "submit", "wait 1", "take-ownership", "return", "wait 4", "resubmit", "wait 1", "accept",
        "wait 2", "activate-people", "wait 1", "decline-mou", "wait 1", "reissue-mou", "set-up", "wait 2", "sign-agreements", "wait 1", "accept-authority",
        "wait 1", "countersign", "answer-security", "upload-notices", "wait 3", "assess-security", "send-notices-back", "confirm-bank-details", "wait 4",
        "upload-notices", "wait 2", "pass-notices", "agree-dates", "confirm-by-hand", "pass-testing", "wait 2", "postpone", "confirm-readiness", "cut-over",
        "end-early-life", "require-live", "verify-documents",
    ];

    public const int DemonstrationDays = 130;

    public static readonly string[] Demonstration = OnboardProsecutor;
}
