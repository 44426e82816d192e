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
        var differing = request.Kind == AgreementKinds.Sla ? await DifferingTargets(organisation.OrganisationId, cancellationToken) : [];
        NamedPerson The(string role) => earlier?.Delegation is { AcceptedAt: not null } named && named.Role == role
            ? new NamedPerson(role, named.Name, named.JobTitle, named.Email)
            : organisation.People.First(p => p.Role == role);
        var (accountable, owner, id) = (The(Roles.AccountablePerson), The(Roles.OrganisationServiceOwner), Guid.CreateVersion7(now));
        var (signatory, language) = await Invite(organisation, request.Kind, The(AgreementKinds.SignatoryRole(request.Kind)), id, cancellationToken);
        var second = differing.Count > 0 ? (await Invite(organisation, request.Kind, accountable, id, cancellationToken)).Signatory : null;
        if (second?.PersonId == signatory.PersonId) second = null;
        var round = (earlier?.Round ?? 0) + 1;
        var hmctsOwner = (await mediator.Send(new FindPeople(null, Roles.HmctsServiceOwner), cancellationToken)).FirstOrDefault();
        var particulars = new Particulars(
            organisation.LegalName, organisation.Reference, organisation.ShortName, organisation.Methods, organisation.AnnualVolume,
            accountable.Name, accountable.JobTitle, owner.Name, hmctsOwner?.Name,
            $"{organisation.Reference}-{request.Kind.ToUpperInvariant()}-{round}", AgreementTexts.Version, now.CivilDate(),
            request.Kind == AgreementKinds.Mou ? now.CivilDate().AddYears(3) : null, await mediator.OfficerWhoAsks(organisation, cancellationToken), differing, second is not null);
        db.Agreements.Add(new Agreement(id, request.OrganisationId, request.Kind, round, particulars, signatory, second, language, now));
        await due.Set(new DueItem($"agreements.prepare {id:D}", PrepareAgreement.Due, request.OrganisationId, now, id.ToString("D")), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new IssuedAgreement(id, round, second is not null);
    }

    private async Task<List<DifferingTarget>> DifferingTargets(Guid organisationId, CancellationToken cancellationToken) => await db.AgreedTargets
        .Where(t => t.OrganisationId == organisationId && t.EndedAt == null).OrderBy(t => t.Metric)
        .Select(t => new DifferingTarget(t.Metric, t.Value, t.Reason)).ToListAsync(cancellationToken);

    private async Task<(Signatory Signatory, Language Language)> Invite(
        OrganisationSummary organisation, string kind, NamedPerson person, Guid agreementId, CancellationToken cancellationToken)
    {
        var id = await mediator.Send(
            new InvitePerson(
                person.Email, person.Name, person.Role, organisation.OrganisationId, organisation.LegalName,
                Say.TaskReadAndSign(AgreementKinds.Title(kind)), $"/org/agreements/{agreementId:D}", organisation.Language),
            cancellationToken);
        var account = (await mediator.Send(new NamePeople([id]), cancellationToken)).Single();
        return (new Signatory(id, person.Name, person.JobTitle, person.Email), account.Language);
    }
}
