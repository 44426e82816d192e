using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Records what testing came to; the organisation's service owner and the test manager sign it off. Defects are counted, not typed.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed record RecordTestResults(Guid OrganisationId, int Version, string Scripts, string Passed) : ICommand<Unit>
{
    private const int Most = 100_000;

    internal sealed class Validator : AbstractValidator<RecordTestResults>
    {
        public Validator()
        {
            RuleFor(x => x.Scripts).Must(IsNumber).Saying(Say.TestingEnterNumber);
            RuleFor(x => x.Passed).Must(IsNumber).Saying(Say.TestingEnterNumber);
        }

        private static bool IsNumber(string? typed) => Formats.Line(typed).Length > 0 && Formats.Number(typed) is >= 0 and <= Most;
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock)
        : IRequestHandler<RecordTestResults, Unit>
    {
        public async Task<Unit> Handle(RecordTestResults command, CancellationToken cancellationToken)
        {
            var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
            var schedule = await db.Schedules.GetAsync(id, command.Version, cancellationToken);
            schedule.RecordResults(Formats.Number(command.Scripts)!.Value, Formats.Number(command.Passed)!.Value, await db.DefectsOf(id, cancellationToken), current.PersonId, now, now.CivilDate());
            await gates.Refresh(id, cancellationToken);
            await email.ToOrganisation(id, [Roles.OrganisationServiceOwner], "/org/testing", Say.EmailResultsSubject, Say.EmailResults(await email.NameOf(id)));
            return Unit.Value;
        }
    }
}
