using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;

namespace CommonPlatform.Contracts.Registration;

/// <summary>What the records of onboarding say of the service to one organisation; null when there is no such organisation.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="From">The first day that counts.</param>
/// <param name="To">The last day that counts.</param>
/// <param name="OnboardingFrom">The first day that counts for the steps of onboarding, which lie before going live.</param>
[Needs(Policy.Internal)]
public sealed record MeasureService(Guid OrganisationId, DateOnly From, DateOnly To, DateOnly OnboardingFrom) : IQuery<ServiceMeasured?>;

/// <summary>
/// What was counted. A case counts on the day on which it is known how it went: when it was done in time, or the day after its time was over.
/// What is still open and in time counts nowhere yet.
/// </summary>
/// <param name="LiveSince">The day of go-live; null before it.</param>
/// <param name="NoticeReviews">Notices reviewed within 5 working days.</param>
/// <param name="QuestionsAnswered">Questions of HMCTS that the organisation answered within 5 working days.</param>
/// <param name="Triage">Applications decided within 5 working days (clock T2).</param>
/// <param name="Countersignatures">Agreements countersigned within 5 working days (clock T5).</param>
/// <param name="NoticesWithUs">Notices that were with HMCTS for 5 working days at most (clock T8).</param>
public sealed record ServiceMeasured(
    DateOnly? LiveSince, CountedInTime NoticeReviews, CountedInTime QuestionsAnswered, CountedInTime Triage, CountedInTime Countersignatures, CountedInTime NoticesWithUs);

/// <summary>How many cases there were, and how many of them were in time.</summary>
/// <param name="Cases">All that count.</param>
/// <param name="InTime">Those in time.</param>
public sealed record CountedInTime(int Cases, int InTime);
