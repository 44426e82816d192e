namespace CommonPlatform.Host;

/// <summary>The stories, as lists of the modules' steps; «wait 5» lets five days pass, «catch-up 5» all days until five days ago.</summary>
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

    /// <summary>An organisation that is live, and its first quarterly review: a disputed figure, a postponed meeting, both service owners sign off.</summary>
    public static readonly string[] QuarterlyReview =
        [.. OnboardProsecutor, "end-quarter", "postpone-review", "dispute-figure", "hold-review", "sign-off-review", "require-live"];

    private static IEnumerable<string> Begun => ["people-of-hmcts", "choose fellside", "apply"];

    private static IEnumerable<string> Opened => OnboardProsecutor.TakeWhile(s => s != "end-early-life");

    /// <summary>The ways out, each to its end; the last step fails where the end did not come about.</summary>
    public static readonly IReadOnlyDictionary<string, (string What, int Days, string[] Steps)> Exits = new Dictionary<string, (string, int, string[])>
    {
        ["suspend"] = ("A live organisation is suspended by two people and reinstated.", 120, [.. Opened, "suspend", "require-suspended", "wait 3", "reinstate", "require-reinstated"]),
        ["off-board"] = ("A live organisation gives notice, leaves, and is closed by two people.", 140, [.. Opened, "give-notice", "off-board", "require-closed"]),
        ["withdraw"] = ("An organisation withdraws its application.", 20, [.. Begun, "submit", "wait 1", "withdraw", "require-withdrawn"]),
        ["re-open"] = (
            "An accepted organisation withdraws, and its application is opened again.", 30,
            [.. Begun, "submit", "wait 1", "take-ownership", "accept", "wait 1", "withdraw", "require-withdrawn", "wait 5", "re-open", "require-reopened"]),
        ["rename"] = ("The legal name of a live organisation is changed by two people.", 120, [.. Opened, "rename", "require-renamed"]),
        ["lapse"] = ("A questionnaire that nobody goes on with lapses.", 80, [.. Begun, "let-lapse", "require-lapsed"]),
        ["reject-appeal"] = ("An application is rejected, and the appeal against it is dismissed.", 20, [.. Begun, "submit", "take-ownership", "reject", "wait 2", "appeal", "wait 1", "dismiss-appeal", "require-rejected"]),
        ["merge"] = (
            "An accepted organisation whose agreements are in force is merged into a live one by two people.", 140,
            [
                .. Opened, "choose hendre", "apply", "submit", "wait 1", "take-ownership", "accept", "wait 1", "activate-people", "wait 1", "sign-agreements", "accept-authority", "wait 1", "countersign",
                "merge", "require-merged",
            ]),
    };

    /// <summary>How far back the demonstration begins: far enough for its longest onboarding, Christmas included.</summary>
    public const int DemonstrationDays = 140;

    /// <summary>Five organisations: one live, one signing and testing, one just submitted, one rejected, one still filling in its questionnaire.</summary>
    public static readonly string[] Demonstration =
    [
        "invent-history", .. OnboardProsecutor, "keep-reviews", "catch-up 6",
        "choose penwith", "apply", "submit", "wait 1", "take-ownership", "accept", "wait 1", "activate-people", "invite-supplier", "sign-agreements", "accept-authority", "wait 1",
        "choose fellside", "apply", "submit", "take-ownership", "reject",
        "choose hendre", "apply", "submit",
        "choose saltmarsh", "apply",
        "choose penwith", "upload-notices", "emails-arrive", "wait 1", "choose northmoor", "keep-reviews",
    ];
}
