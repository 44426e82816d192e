namespace CommonPlatform.Host;

/// <summary>The stories, as lists of the modules' steps.</summary>
internal static class Stories
{
    public static readonly string[] OnboardProsecutor = ["people-of-hmcts"];

    public const int DemonstrationDays = 130;

    public static readonly string[] Demonstration = ["people-of-hmcts"];
}
