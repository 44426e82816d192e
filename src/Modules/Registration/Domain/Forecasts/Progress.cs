using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>The parts of an onboarding whose durations are kept: the registration, four tracks side by side, and two parts after them.</summary>
internal enum Part
{
    Registration,
    Agreements,
    Security,
    Technical,
    SetUp,
    Readiness,
    Countdown,
}

/// <summary>From when to when one part ran; without an end it still runs, without a beginning it is to come.</summary>
internal sealed record Stretch(DateOnly? From = null, DateOnly? To = null)
{
    public bool IsDone => To is not null;
    public bool IsRunning => From is not null && To is null;

    /// <summary>Working days from its beginning to its end, or until a day.</summary>
    public int Days(DateOnly until) => From is { } from ? Math.Max(0, WorkingDays.Between(from, To ?? until)) : 0;
}

/// <summary>How far an onboarding has come, read from what happened.</summary>
internal static class Progress
{
    public static readonly Part[] Tracks = [Part.Agreements, Part.Security, Part.Technical, Part.SetUp];
    private static readonly Type[] OfSetUp = [typeof(OuCodeRecorded), typeof(ProsecutorRecorded), typeof(BankDetailsConfirmed), typeof(AdministratorNominated)];
    private static readonly Type[] OfOthers =
    [
        typeof(ApplicationStarted), typeof(ApplicationSubmitted), typeof(ApplicationAccepted), typeof(ServiceReviewBooked), typeof(SecurityApproved), typeof(SecurityFailed),
        typeof(TestingPassed), typeof(ReadinessReviewBegan), typeof(ReadinessConfirmed), typeof(OrganisationWentLive),
    ];

    /// <summary>The events that move it.</summary>
    public static IReadOnlyList<string> Events { get; } = [.. OfOthers.Concat(OfSetUp).Select(EventCatalogue.NameOf)];

    public static IReadOnlyDictionary<Part, Stretch> Of(IEnumerable<(string Name, DateOnly On)> happened)
    {
        var (parts, missing) = (New(), OfSetUp.Select(EventCatalogue.NameOf).ToHashSet());
        void Begin(Part part, DateOnly on) => parts[part] = parts[part].From is null ? new(on) : parts[part];
        void End(Part part, DateOnly on) => parts[part] = parts[part].IsRunning ? parts[part] with { To = on } : parts[part];
        foreach (var (name, on) in happened)
        {
            if (missing.Remove(name) && missing.Count == 0) End(Part.SetUp, on);
            switch (name)
            {
                case "Registration.ApplicationStarted": // anew, after one that ended
                    (parts, missing) = (New(), [.. OfSetUp.Select(EventCatalogue.NameOf)]);
                    break;
                case "Registration.ApplicationSubmitted":
                    Begin(Part.Registration, on);
                    break;
                case "Registration.ApplicationAccepted":
                    End(Part.Registration, on);
                    foreach (var track in Tracks) Begin(track, on);
                    break;
                case "Agreements.ServiceReviewBooked":
                    End(Part.Agreements, on);
                    break;
                case "Agreements.SecurityApproved":
                    End(Part.Security, on);
                    break;
                case "Agreements.SecurityFailed":
                    parts[Part.Security] = parts[Part.Security] with { To = null };
                    break;
                case "Registration.TestingPassed":
                    End(Part.Technical, on);
                    break;
                case "Registration.ReadinessReviewBegan":
                    foreach (var track in Tracks) End(track, on);
                    Begin(Part.Readiness, on);
                    break;
                case "Registration.ReadinessConfirmed":
                    End(Part.Readiness, on);
                    Begin(Part.Countdown, on);
                    break;
                case "Registration.OrganisationWentLive":
                    End(Part.Countdown, on);
                    break;
            }
        }
        return parts;
    }

    private static Dictionary<Part, Stretch> New() => Enum.GetValues<Part>().ToDictionary(p => p, _ => new Stretch());
}
