using CommonPlatform.Access.Data;
using CommonPlatform.Access.Features.Invitations;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Access.Features.Administration;

/// <summary>Names somebody for one or more roles at HMCTS; one email, whatever their number.</summary>
[Needs(Policy.Administer)]
internal sealed record InviteColleague(string Name, string Email, IReadOnlyList<string> HmctsRoles, string LanguageTag) : ICommand<Guid>
{
    internal sealed class Validator : AbstractValidator<InviteColleague>
    {
        public Validator()
        {
            RuleFor(x => x.Name).IsAName();
            RuleFor(x => x.Email).IsAnEmailAddress();
            RuleFor(x => x.HmctsRoles).Must(chosen => chosen.Count > 0 && chosen.All(Roles.OfHmcts.Contains)).Saying(Say.ChooseRoles);
            RuleFor(x => x.LanguageTag).Must(tag => tag is "en" or "cy").Saying(Say.ChooseLanguage);
        }
    }

    internal sealed class Handler(AccessDbContext db, Inviting inviting) : IRequestHandler<InviteColleague, Guid>
    {
        public async Task<Guid> Handle(InviteColleague command, CancellationToken cancellationToken)
        {
            var roles = command.HmctsRoles.Distinct().ToList();
            var (personId, joined) = await inviting.Invite(
                new InvitePerson(command.Email, command.Name, roles[0], null, null, Say.TaskColleague, "/", Language.Of(command.LanguageTag)), cancellationToken, roles[1..]);
            Rule.Require(joined, Say.HasTheseRoles);
            await db.SaveChangesAsync(cancellationToken);
            return personId;
        }
    }
}
