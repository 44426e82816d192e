using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>Keeps agreed dates as calendars know them, in the transaction of the event that agreed, moved or undid them, whichever module it comes from.</summary>
internal sealed class CalendarTap(UnitOfWork unit, TimeProvider clock) : IEventTap
{
    public Task Tap(Guid eventId, string name, IEvent happened, CancellationToken cancellationToken) => happened switch
    {
        TestingDatesAgreed e => Set(e.OrganisationId, CalendarKind.Testing, "", e.From, e.To, cancellationToken),
        GoLiveScheduled e => Set(e.OrganisationId, CalendarKind.GoLive, "", e.On, e.On, cancellationToken),
        GoLivePostponed e => Cancel(e.OrganisationId, CalendarKind.GoLive, cancellationToken),
        ServiceReviewBooked e => Set(e.OrganisationId, CalendarKind.Review, e.ReviewId.ToString("D"), e.On, e.On, cancellationToken),
        ServiceReviewMoved e => Set(e.OrganisationId, CalendarKind.Review, e.ReviewId.ToString("D"), e.On, e.On, cancellationToken),
        ApplicationRejected or ApplicationWithdrawn or ApplicationLapsed or OrganisationMerged => Cancel(happened.Subject, null, cancellationToken),
        _ => Task.CompletedTask,
    };

    private Task Set(Guid organisationId, CalendarKind kind, string matter, DateOnly first, DateOnly last, CancellationToken cancellationToken) => unit.Execute(
        """
        insert into registration_calendar_entries (id, organisation_id, kind, matter, first_day, last_day, sequence, changed_at)
        values (@id, @organisation, @kind, @matter, @first, @last, 0, @at)
        on conflict (organisation_id, kind, matter) do update set
            first_day = excluded.first_day, last_day = excluded.last_day, sequence = registration_calendar_entries.sequence + 1, changed_at = excluded.changed_at, cancelled_at = null
        """,
        cancellationToken, ("@id", Guid.CreateVersion7(clock.GetUtcNow())), ("@organisation", organisationId), ("@kind", kind.ToString()), ("@matter", matter),
        ("@first", first), ("@last", last), ("@at", clock.GetUtcNow()));

    private Task Cancel(Guid organisationId, CalendarKind? kind, CancellationToken cancellationToken) => unit.Execute(
        """
        update registration_calendar_entries set cancelled_at = @at, changed_at = @at, sequence = sequence + 1
        where organisation_id = @organisation and (@kind = '' or kind = @kind) and cancelled_at is null
        """,
        cancellationToken, ("@at", clock.GetUtcNow()), ("@organisation", organisationId), ("@kind", kind?.ToString() ?? ""));
}
