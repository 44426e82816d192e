using CommonPlatform.Access.Data;
using CommonPlatform.Access.Features.Account;
using CommonPlatform.Access.Features.Invitations;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.Administration;

/// <summary>Gives one more role at HMCTS. Whoever has an account is told by email; whoever has not finds it when the invitation is followed.</summary>
[Needs(Policy.Administer)]
internal sealed record AddColleagueRole(Guid PersonId, int Version, string Role) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AddColleagueRole>
    {
        public Validator() => RuleFor(x => x.Role).Must(Roles.OfHmcts.Contains).Saying(Say.ChooseARole);
    }

    internal sealed class Handler(AccessDbContext db, Inviting inviting, CurrentActor current, TimeProvider clock) : IRequestHandler<AddColleagueRole, Unit>
    {
        public async Task<Unit> Handle(AddColleagueRole command, CancellationToken cancellationToken)
        {
            var (person, now) = (await db.People.OfHmcts().Include(p => p.Memberships).GetAsync(command.PersonId, command.Version, cancellationToken), clock.GetUtcNow());
            Rule.Require(person.Join(Guid.CreateVersion7(now), command.Role, null, null, current.Actor, now), Say.HasThisRole);
            if (person.ActivatedAt is not null)
            {
                var login = await db.Logins.SingleAsync(l => l.Id == person.Id, cancellationToken);
                var task = Say.TaskRoleAdded(RoleWords.Name(command.Role));
                await inviting.SendTask(person, login, new(login.Email!, person.Name, command.Role, null, null, task, "/account", person.Language), cancellationToken);
            }
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
