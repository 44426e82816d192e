using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Agreements.Domain;

/// <summary>A quarterly review of the service level agreement.</summary>
internal sealed class ServiceReview : Entity
{
    private const int WorkingDaysAfterQuarter = 15;

    private ServiceReview()
    {
    }

    public ServiceReview(Guid id, Guid organisationId, int number, DateTimeOffset at)
    {
        (Id, OrganisationId, Number, BookedAt, On) = (id, organisationId, number, at, FirstAfter(at.CivilDate()));
        Record(new ServiceReviewBooked(organisationId, id, On));
    }

    public Guid OrganisationId { get; private init; }
    public int Number { get; private init; }
    public DateOnly On { get; private init; }
    public DateTimeOffset BookedAt { get; private init; }

    /// <summary>The figures of the quarter that begins next are looked at once they are complete: on the 15th working day after it.</summary>
    private static DateOnly FirstAfter(DateOnly today)
    {
        var thisQuarter = new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1);
        return WorkingDays.After(thisQuarter.AddMonths(6).AddDays(-1), WorkingDaysAfterQuarter);
    }
}
