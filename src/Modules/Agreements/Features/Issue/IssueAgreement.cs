using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Issue;

/// <summary>Freezes what the agreement says and who signs it; <see cref="PrepareAgreement"/> makes the PDF and sends it out.</summary>
internal sealed class IssueAgreementHandler(AgreementsDbContext db, IMediator mediator, DueItems due, TimeProvider clock)
    : IRequestHandler<IssueAgreement, IssuedAgreement>
{
    public async Task<IssuedAgreement> Handle(IssueAgreement request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var earlier = await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == request.OrganisationId && a.Kind == request.Kind)
            .OrderByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken);
        Rule.Require(earlier is null or { ClosedAt: not null } or { InForceAt: not null }, Say.StillOut);
        var organisation = await mediator.Send(new DescribeOrganisation(request.OrganisationId), cancellationToken) ?? throw new NotFoundException();
        var people = await People(organisation, request.Kind, earlier?.Delegation, cancellationToken);
        var id = Guid.CreateVersion7(now);
        var signatory = await Invite(organisation, request.Kind, people.Signatory, id, cancellationToken);
        var round = (earlier?.Round ?? 0) + 1;
        var particulars = new Particulars(
            organisation.LegalName, organisation.Reference, organisation.ShortName, organisation.Methods, organisation.AnnualVolume,
            people.Accountable.Name, people.Accountable.JobTitle, people.ServiceOwner.Name, people.HmctsServiceOwner,
            $"{organisation.Reference}-{request.Kind.ToUpperInvariant()}-{round}", AgreementTexts.Version, now.CivilDate(),
            request.Kind == AgreementKinds.Mou ? now.CivilDate().AddYears(3) : null, await mediator.OfficerWhoAsks(organisation, cancellationToken));
        db.Agreements.Add(new Agreement(id, request.OrganisationId, request.Kind, round, particulars, signatory.Signatory, signatory.Language, now));
        await due.Set(new DueItem($"agreements.prepare {id:D}", PrepareAgreement.Due, request.OrganisationId, now, id.ToString("D")), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new IssuedAgreement(id, round);
    }

    private async Task<(NamedPerson Signatory, NamedPerson Accountable, NamedPerson ServiceOwner, string? HmctsServiceOwner)> People(
        OrganisationSummary organisation, string kind, Delegation? delegation, CancellationToken cancellationToken)
    {
        var role = AgreementKinds.SignatoryRole(kind);
        NamedPerson The(string wanted) => wanted == role && delegation is { AcceptedAt: not null }
            ? new NamedPerson(role, delegation.Name, delegation.JobTitle, delegation.Email)
            : organisation.People.First(p => p.Role == wanted);
        var owners = await mediator.Send(new FindPeople(null, Roles.HmctsServiceOwner), cancellationToken);
        return (The(role), The(Roles.AccountablePerson), The(Roles.OrganisationServiceOwner), owners.Count > 0 ? owners[0].Name : null);
    }

    private async Task<(Signatory Signatory, Language Language)> Invite(
        OrganisationSummary organisation, string kind, NamedPerson person, Guid agreementId, CancellationToken cancellationToken)
    {
        var id = await mediator.Send(
            new InvitePerson(
                person.Email, person.Name, AgreementKinds.SignatoryRole(kind), organisation.OrganisationId, organisation.LegalName,
                Say.TaskReadAndSign(AgreementKinds.Title(kind)), $"/org/agreements/{agreementId:D}", Language.English),
            cancellationToken);
        var account = (await mediator.Send(new NamePeople([id]), cancellationToken)).Single();
        return (new Signatory(id, person.Name, person.JobTitle, person.Email), account.Language);
    }
}
