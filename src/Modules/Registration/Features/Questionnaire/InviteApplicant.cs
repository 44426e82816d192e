using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Invites a colleague to fill in the questionnaire too; they get a link that works once and set up their own account.</summary>
[Needs(Policy.Apply)]
internal sealed record InviteApplicant(Guid ApplicationId, int Version, string Name, string Email) : ICommand<Unit>
{
    public const int Most = 20;

    internal sealed class Validator : AbstractValidator<InviteApplicant>
    {
        public Validator()
        {
            RuleFor(x => x.Name).Name(Say.EnterColleagueName, Say.NameLength, 120);
            RuleFor(x => x.Email).Email(Say.EnterColleagueEmail);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, IMediator mediator, CurrentActor current) : IRequestHandler<InviteApplicant, Unit>
    {
        public async Task<Unit> Handle(InviteApplicant command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            Rule.Require(application.IsOpen, Say.RuleNothingToWithdraw);
            var email = Formats.Email(command.Email);
            var colleagues = await mediator.Send(new FindPeople(application.OrganisationId, Roles.Applicant), cancellationToken);
            if (colleagues.Any(c => string.Equals(c.Email, email, StringComparison.OrdinalIgnoreCase))) throw new InvalidInputException([(nameof(Email), Say.ColleagueIsThere)]);
            Rule.Require(colleagues.Count < Most, Say.RuleManyColleagues(Most));
            var name = (await db.Cases.GetAsync(application.OrganisationId, cancellationToken)).Name;
            await mediator.Send(
                new InvitePerson(email, Formats.Line(command.Name), Roles.Applicant, application.OrganisationId, name, Say.TaskFillIn, OwnOrganisation.Path("/application", application.OrganisationId), Language.Current),
                cancellationToken);
            return Unit.Value;
        }
    }
}
