using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Records what testing came to; the organisation's service owner signs it off.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed record RecordTestResults(
    Guid OrganisationId, int Version, string Scripts, string Passed, string Severity1, string Severity2, string Severity3, bool Severity3Dated, string Severity4) : ICommand<Unit>
{
    private const int Most = 100_000;

    internal sealed class Validator : AbstractValidator<RecordTestResults>
    {
        public Validator()
        {
            RuleFor(x => x.Scripts).Must(IsNumber).Saying(Say.TestingEnterNumber);
            RuleFor(x => x.Passed).Must(IsNumber).Saying(Say.TestingEnterNumber);
            RuleFor(x => x.Severity1).Must(IsNumber).Saying(Say.TestingEnterNumber);
            RuleFor(x => x.Severity2).Must(IsNumber).Saying(Say.TestingEnterNumber);
            RuleFor(x => x.Severity3).Must(IsNumber).Saying(Say.TestingEnterNumber);
            RuleFor(x => x.Severity4).Must(IsNumber).Saying(Say.TestingEnterNumber);
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
            schedule.RecordResults(Read(command), current.PersonId, now, now.CivilDate());
            await gates.Refresh(id, cancellationToken);
            await email.ToOrganisation(id, [Roles.OrganisationServiceOwner], "/org/testing", Say.EmailResultsSubject, Say.EmailResults(await email.NameOf(id)));
            return Unit.Value;
        }

        private static TestResults Read(RecordTestResults c) => new(
            Number(c.Scripts), Number(c.Passed), Number(c.Severity1), Number(c.Severity2), Number(c.Severity3), c.Severity3Dated, Number(c.Severity4));

        private static int Number(string typed) => Formats.Number(typed)!.Value;
    }
}
