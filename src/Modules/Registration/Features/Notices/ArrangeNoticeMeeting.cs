using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Arranges the meeting that comes after three reworks, before more notices are reviewed.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed record ArrangeNoticeMeeting(Guid RoundId, int Version, DateOnly? MeetingOn) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ArrangeNoticeMeeting>
    {
        public Validator(TimeProvider clock) => RuleFor(x => x.MeetingOn).Cascade(CascadeMode.Stop)
            .NotNull().Saying(Say.ReviewEnterMeeting)
            .Must(day => day >= clock.GetUtcNow().CivilDate()).Saying(Say.ReviewMeetingPast)
            .Must(day => WorkingDays.Is(day!.Value)).Saying(x => Say.DatesRuleWorkingDay(x.MeetingOn));
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<ArrangeNoticeMeeting, Unit>
    {
        public async Task<Unit> Handle(ArrangeNoticeMeeting command, CancellationToken cancellationToken)
        {
            var round = await db.NoticeRounds.GetAsync(command.RoundId, command.Version, cancellationToken);
            round.ArrangeMeeting(command.MeetingOn!.Value, current.PersonId, clock.GetUtcNow());
            await gates.Refresh(round.OrganisationId, cancellationToken);
            await email.ToOrganisation(round.OrganisationId, "/org/templates", Say.EmailMeetingSubject, Say.EmailMeeting(round.Number - 1, command.MeetingOn));
            return Unit.Value;
        }
    }
}
