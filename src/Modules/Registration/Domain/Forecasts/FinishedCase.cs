using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

/// <summary>
/// How long one onboarding that ended live took, part by part in working days; tracks count from the acceptance. Kept when the organisation
/// goes live, or invented for a demonstration and marked so.
/// </summary>
internal sealed record FinishedCase(
    Guid Id, Guid? OrganisationId, string Kind, bool BuildsInterface, DateOnly SubmittedOn, DateOnly LiveOn,
    int Registration, int Agreements, int Security, int Technical, int SetUp, int Readiness, int Countdown)
{
    public bool IsInvented => OrganisationId is null;

    /// <summary>Working days from the first submission to live.</summary>
    public int Total => Math.Max(0, WorkingDays.Between(SubmittedOn, LiveOn));

    public int this[Part part] => part switch
    {
        Part.Registration => Registration,
        Part.Agreements => Agreements,
        Part.Security => Security,
        Part.Technical => Technical,
        Part.SetUp => SetUp,
        Part.Readiness => Readiness,
        _ => Countdown,
    };

    /// <summary>What is kept of an organisation that has gone live; null where its beginning or its end is not known.</summary>
    public static FinishedCase? Of(Guid id, Guid organisationId, string kind, bool buildsInterface, IReadOnlyDictionary<Part, Stretch> parts)
    {
        if (parts[Part.Registration].From is not { } submitted || parts[Part.Countdown].To is not { } live) return null;
        int Days(Part part) => parts[part].Days(live);
        return new(
            id, organisationId, kind, buildsInterface, submitted, live, Days(Part.Registration), Days(Part.Agreements), Days(Part.Security), Days(Part.Technical), Days(Part.SetUp),
            Days(Part.Readiness), Days(Part.Countdown));
    }
}
