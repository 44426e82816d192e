using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Tells the people of one side what happened and where to go on, each in their own language.</summary>
internal sealed class OnboardingEmail(RegistrationDbContext db, IMediator mediator, Emails emails, Site site, TimeProvider clock)
{
    private static readonly string[] OrganisationTeam = [Roles.Applicant, Roles.OrganisationServiceOwner, Roles.AccountAdministrator];

    // What a supplier sees too, and so is told about.
    private static readonly string[] Technical = ["/org/dates", "/org/testing", "/org/templates"];

    public Task ToOrganisation(Guid organisationId, string path, Text subject, params Text[] paragraphs) =>
        ToOrganisation(organisationId, Technical.Any(t => path.StartsWith(t, StringComparison.Ordinal)) ? [.. OrganisationTeam, Roles.ItSupplier] : OrganisationTeam, path, subject, paragraphs);

    public async Task ToOrganisation(Guid organisationId, string[] roles, string path, Text subject, params Text[] paragraphs) =>
        await Send(await mediator.Send(new FindPeople(organisationId, roles)), organisationId, OwnOrganisation.Path(path, organisationId), subject, paragraphs);

    /// <summary>The owner of the case, whoever covers for them today, and whoever holds one of the roles; while nobody owns it and no role is named, the onboarding officers.</summary>
    public async Task ToHmcts(Guid organisationId, string[] roles, string path, Text subject, params Text[] paragraphs)
    {
        var owner = await db.Cases.Where(c => c.Id == organisationId).Select(c => c.OwnerId).SingleAsync();
        if (roles.Length == 0 && owner is null) roles = [Roles.OnboardingOfficer];
        var people = roles.Length == 0 ? [] : await mediator.Send(new FindPeople(null, roles));
        if (owner is { } id) people = [.. people, .. await mediator.Send(new NamePeople([id, .. await CoveringToday(id)]))];
        await Send(people, organisationId, path, subject, paragraphs);
    }

    /// <summary>One person, of whichever side.</summary>
    public async Task ToPerson(Guid organisationId, Guid personId, string theirPage, string pageOfHmcts, Text subject, params Text[] paragraphs)
    {
        var theirs = (await mediator.Send(new FindPeople(organisationId))).Any(p => p.PersonId == personId);
        await Send(await mediator.Send(new NamePeople([personId])), organisationId, theirs ? OwnOrganisation.Path(theirPage, organisationId) : pageOfHmcts, subject, paragraphs);
    }

    public Task ToOtherSide(Side from, Guid organisationId, string page, Text subject, params Text[] paragraphs) => from == Side.Hmcts
        ? ToOrganisation(organisationId, $"/org/{page}", subject, paragraphs)
        : ToHmcts(organisationId, [Roles.TestManager], $"/officer/org/{organisationId}/{page}", subject, paragraphs);

    /// <summary>Everybody of the organisation's team and the owner of the case read the same.</summary>
    public async Task ToBothSides(Guid organisationId, Text subject, params Text[] paragraphs)
    {
        await ToOrganisation(organisationId, "/org", subject, paragraphs);
        await ToHmcts(organisationId, [], $"/officer/org/{organisationId}", subject, paragraphs);
    }

    public async Task<string> NameOf(Guid organisationId) => await db.Cases.Where(c => c.Id == organisationId).Select(c => c.Name).SingleAsync();

    private async Task<List<Guid>> CoveringToday(Guid absent)
    {
        var today = clock.GetUtcNow().CivilDate();
        return await db.Covers.Where(c => c.AbsentId == absent && c.EndedAt == null && c.From <= today && c.To >= today).Select(c => c.CoveringId).Distinct().ToListAsync();
    }

    private async Task Send(IEnumerable<PersonSummary> people, Guid organisationId, string path, Text subject, Text[] paragraphs)
    {
        foreach (var person in people.DistinctBy(p => p.PersonId))
            await emails.Queue(
                new OutgoingEmail(person.Email, organisationId, person.Language, subject, [Say.EmailDear(person.Name), .. paragraphs, Say.EmailLook(site.Link(path)), Say.EmailFrom]),
                CancellationToken.None);
    }
}
