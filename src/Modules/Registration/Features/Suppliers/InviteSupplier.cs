using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Invites somebody of the organisation's supplier of information technology; they see its technical track and nothing else.</summary>
[Needs(Policy.NameSupplier)]
internal sealed record InviteSupplier(Guid OrganisationId, string Name, string Email) : ICommand<Unit>
{
    public const int Most = 20;

    internal sealed class Validator : AbstractValidator<InviteSupplier>
    {
        public Validator()
        {
            RuleFor(x => x.Name).Name(Say.ItSupplierEnterName, Say.NameLength, 120);
            RuleFor(x => x.Email).Email(Say.ItSupplierEnterEmail);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, IMediator mediator, CurrentActor current) : IRequestHandler<InviteSupplier, Unit>
    {
        public async Task<Unit> Handle(InviteSupplier command, CancellationToken cancellationToken)
        {
            var (id, email) = (command.OrganisationId, Formats.Email(command.Email));
            if (!current.Actor.NamesSupplierOf(id)) throw new NotFoundException();
            await db.RequireThatTheCaseGoesOn(id, cancellationToken);
            var suppliers = await mediator.Send(new FindPeople(id, Roles.ItSupplier), cancellationToken);
            if (suppliers.Any(s => string.Equals(s.Email, email, StringComparison.OrdinalIgnoreCase))) throw new InvalidInputException([(nameof(Email), Say.ItSupplierIsThere)]);
            Rule.Require(suppliers.Count < Most, Say.ItSupplierRuleMany(Most));
            var name = (await db.Cases.GetAsync(id, cancellationToken)).Name;
            await mediator.Send(new InvitePerson(email, Formats.Line(command.Name), Roles.ItSupplier, id, name, Say.ItSupplierTask(name), "/supplier", Language.Current), cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>Cuts somebody of the supplier off at once: the role and every session end in one transaction.</summary>
[Needs(Policy.NameSupplier)]
internal sealed record CutOffSupplier(Guid OrganisationId, Guid PersonId) : ICommand<Unit>
{
    internal sealed class Handler(IMediator mediator, CurrentActor current) : IRequestHandler<CutOffSupplier, Unit>
    {
        public async Task<Unit> Handle(CutOffSupplier command, CancellationToken cancellationToken)
        {
            if (!current.Actor.NamesSupplierOf(command.OrganisationId)) throw new NotFoundException();
            Rule.Require(await mediator.Send(new EndMembership(command.PersonId, Roles.ItSupplier, command.OrganisationId), cancellationToken), Say.ItSupplierRuleGone);
            return Unit.Value;
        }
    }
}

internal static class Suppliers
{
    public static bool NamesSupplierOf(this Actor actor, Guid organisationId) => actor.IsFor(organisationId, [.. Policies.All[Policy.NameSupplier].Roles]);

    /// <summary>The first page of whoever tests for the organisation: a supplier has one of their own.</summary>
    public static string FirstPage(this Actor actor, Guid organisationId) => actor.IsFor(organisationId, Roles.ItSupplier) && !actor.IsFor(organisationId, [.. Policies.All[Policy.ReadOwnOnboarding].Roles]) ? "/supplier" : "/org";
}
