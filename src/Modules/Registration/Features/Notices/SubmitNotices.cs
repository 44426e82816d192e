using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Sends the produced notices of a round for review.</summary>
[Needs(Policy.TestForOrganisation)]
internal sealed record SubmitNotices(Guid RoundId, int Version, bool NoRealData) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SubmitNotices>
    {
        public Validator() => RuleFor(x => x.NoRealData).Equal(true).Saying(Say.NoticesConfirmNoRealData);
    }

    internal sealed class Handler(RegistrationDbContext db, Uploads uploads, GateBook gates, OnboardingEmail email, CurrentActor current, TimeProvider clock)
        : IRequestHandler<SubmitNotices, Unit>
    {
        public async Task<Unit> Handle(SubmitNotices command, CancellationToken cancellationToken)
        {
            var round = await db.NoticeRounds.OfOwn(current.Actor).GetAsync(command.RoundId, command.Version, cancellationToken);
            foreach (var file in round.Files)
                Rule.Require(await uploads.StateOf(file.Address, cancellationToken) != ScanState.Infected, Say.NoticesRuleRefused(file.FileName));
            round.Submit(current.PersonId, clock.GetUtcNow());
            await gates.Refresh(round.OrganisationId, cancellationToken);
            var name = await email.NameOf(round.OrganisationId);
            await email.ToHmcts(
                round.OrganisationId, [Roles.TestManager], $"/officer/templates/review/{round.Id}", Say.EmailNoticesInSubject(name), Say.EmailNoticesIn(name, round.Number));
            return Unit.Value;
        }
    }
}
