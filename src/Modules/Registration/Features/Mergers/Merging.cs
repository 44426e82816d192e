using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What mergers have in common: which organisation is meant, who may move, and what follows for people once an accepted one is merged.</summary>
internal sealed class Merging(RegistrationDbContext db, OnboardingEmail email, IMediator mediator, TimeProvider clock)
{
    // Those whom the questionnaire names: the organisation that goes on names its own.
    private static readonly string[] Named = [Roles.AccountablePerson, Roles.OrganisationServiceOwner, Roles.SecuritySignatory];

    public static IReadOnlyList<string> RolesThatMove(PersonSummary person) => [.. person.Roles.Except(Named)];

    /// <summary>The organisation with this reference, typed in whatever case; null when there is none.</summary>
    public static Task<OnboardingCase?> Find(RegistrationDbContext db, string typed, CancellationToken cancellationToken)
    {
        var reference = Formats.Line(typed).ToUpperInvariant();
        return db.Cases.SingleOrDefaultAsync(c => db.Organisations.Any(o => o.Id == c.Id && o.Reference == reference), cancellationToken);
    }

    /// <exception cref="InvalidInputException">There is none.</exception>
    public async Task<OnboardingCase> GoesOn(string typed, CancellationToken cancellationToken) =>
        await Find(db, typed, cancellationToken) ?? throw new InvalidInputException([(nameof(AskForMerger.Reference), Say.MergerNoReference)]);

    /// <summary>Everybody of the organisation that ends, those with a role that can move as the officer chose.</summary>
    /// <exception cref="InvalidInputException">Somebody was chosen who holds no such role there.</exception>
    public async Task<IEnumerable<(Guid PersonId, bool Moves)>> Choice(Guid organisationId, IReadOnlyList<Guid> moving, CancellationToken cancellationToken)
    {
        var people = await mediator.Send(new FindPeople(organisationId), cancellationToken);
        if (moving.Except(people.Where(p => RolesThatMove(p).Count > 0).Select(p => p.PersonId)).Any()) throw new InvalidInputException([(nameof(AskForMerger.Moving), Say.MergerNotTheirs)]);
        return people.Select(p => (p.PersonId, moving.Contains(p.PersonId)));
    }

    /// <summary>Gives those who move their roles at the organisation that goes on; each is told by email.</summary>
    public async Task Move(Merger merger, OnboardingCase goesOn, IReadOnlyList<PersonSummary> people, CancellationToken cancellationToken)
    {
        var moving = merger.People.Where(p => p.Moves).Select(p => p.PersonId).ToHashSet();
        foreach (var person in people.Where(p => moving.Contains(p.PersonId)))
            foreach (var role in RolesThatMove(person))
                await mediator.Send(
                    new InvitePerson(person.Email, person.Name, role, goesOn.Id, goesOn.Name, Say.TaskMerged(goesOn.Name), OwnOrganisation.Path("/org", goesOn.Id), person.Language), cancellationToken);
    }

    /// <summary>An accepted organisation is merged: both sides are told while its people are still known, then their access ends or moves.</summary>
    public async Task Follow(Merger merger, OnboardingCase ends, OnboardingCase goesOn, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var application = await db.Applications.Of(ends.Id).FirstAsync(cancellationToken);
        application.Merge(merger.ReasonId, merger.DecidedBy!.Value, now);
        foreach (var notice in await db.Departures.Where(d => d.OrganisationId == ends.Id && d.TakenBackAt == null).ToListAsync(cancellationToken)) notice.GiveWay(merger.DecidedBy.Value, now);
        await db.SaveChangesAsync(cancellationToken);
        var people = await mediator.Send(new FindPeople(ends.Id), cancellationToken);
        var ended = people.Where(p => !merger.People.Any(m => m.Moves && m.PersonId == p.PersonId)).ToList();
        await email.ToOrganisation(ends.Id, [.. Roles.OfOrganisations], "/", Say.EmailMergedSubject(ends.Name, goesOn.Name), Say.EmailMerged(ends.Name, goesOn.Name), Say.EmailMergedAccess(ends.Name, goesOn.Name));
        Text[] told = ended.Count == 0 ? [] : [Say.EmailMergedInvite(goesOn.Name, string.Join(", ", ended.Select(p => $"{p.Name} ({p.Email})")))];
        await email.ToOrganisation(
            goesOn.Id, [.. LeavingNews.Readers, Roles.Applicant], "/org", Say.EmailMergedSubject(ends.Name, goesOn.Name),
            [Say.EmailMerged(ends.Name, goesOn.Name), merger.Reissue ? Say.EmailMergedReissue(goesOn.Name) : Say.EmailMergedNote(goesOn.Name), .. told]);
        await email.ToHmcts(ends.Id, [Roles.SeniorOnboardingManager, Roles.HmctsServiceOwner], $"/officer/org/{ends.Id}/merger", Say.EmailMergedSubject(ends.Name, goesOn.Name), Say.EmailMerged(ends.Name, goesOn.Name));
        await email.ToHmcts(goesOn.Id, [], $"/officer/org/{goesOn.Id}/merger", Say.EmailMergedSubject(ends.Name, goesOn.Name), Say.EmailMerged(ends.Name, goesOn.Name));
        await Move(merger, goesOn, people, cancellationToken);
        foreach (var person in people)
            foreach (var role in person.Roles) await mediator.Send(new EndMembership(person.PersonId, role, ends.Id), cancellationToken);
    }
}
