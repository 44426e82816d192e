using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps how, when and by whom an identifier was verified, or why it does not apply.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record CheckIdentifier(Guid OrganisationId, int Version, string Identifier, string Outcome, string Method, DateOnly? CheckedOn, string Evidence) : ICommand<Unit>
{
    public const string Verified = "verified";
    public const string DoesNotApply = "does-not-apply";

    internal sealed class Validator : AbstractValidator<CheckIdentifier>
    {
        public Validator()
        {
            RuleFor(x => x.Identifier).Must(i => Enum.TryParse<Identifier>(i, out var known) && Enum.IsDefined(known)).Saying(Say.SelectIdentifier);
            RuleFor(x => x.Outcome).Must(o => o is Verified or DoesNotApply).Saying(Say.SelectCheckOutcome);
            When(x => x.Outcome == Verified, () =>
            {
                RuleFor(x => x.Method).Must(Identifiers.Methods.Contains).Saying(Say.SelectMethodOfCheck);
                RuleFor(x => x.CheckedOn).Must(d => d is not null).Saying(Say.EnterCheckedOn);
            });
            RuleFor(x => x.Evidence).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterEvidence)
                .AtMost(Reasons.Longest, Say.EvidenceLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, Decisions decisions, GateBook gates, TimeProvider clock) : IRequestHandler<CheckIdentifier, Unit>
    {
        public async Task<Unit> Handle(CheckIdentifier command, CancellationToken cancellationToken)
        {
            var (now, today) = (clock.GetUtcNow(), clock.GetUtcNow().CivilDate());
            var (application, onboarding, officer) = await decisions.Load(command.OrganisationId, command.Version, cancellationToken);
            var (identifier, verified) = (Enum.Parse<Identifier>(command.Identifier), command.Outcome == Verified);
            var evidence = db.Keep(onboarding.Id, command.Evidence, officer.PersonId, now)!.Value;
            application.Check(
                new IdentifierCheck(
                    Guid.CreateVersion7(now), application.Id, identifier, Identifiers.Of(application.Answers, identifier), verified, verified ? command.Method : Identifiers.None,
                    verified ? command.CheckedOn!.Value : today, evidence, officer.PersonId, now),
                officer, today);
            await gates.Follow(onboarding.Id, cancellationToken);
            return Unit.Value;
        }
    }
}
