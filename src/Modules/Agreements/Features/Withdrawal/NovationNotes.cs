using System.Linq.Expressions;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Withdrawal;

/// <summary>
/// Makes the novation notes of a merger as sealed documents, each in the language of its agreement; then one transaction keeps them and tells the
/// accountable persons of both sides: whoever's access has ended reads the words in the email.
/// </summary>
internal sealed class NovationNotes(AgreementsDbContext db, IMediator mediator, SealedNotes notes, Emails emails, DueItems due, Site site, TimeProvider clock)
    : IDueHandler, INotificationHandler<OrganisationMerged>
{
    public const string Due = "agreements.novation-notes";

    private const string Template = """
        {{words}}

        # {{about}}

        {{#each lines}}
        {{this}}

        {{/each}}
        """;

    private readonly List<(NovationNote Note, StoredDocument Pdf)> made = [];

    public string Kind => Due;

    public Task Handle(OrganisationMerged notification, CancellationToken cancellationToken) => due.Set(
        new DueItem($"{Due} {notification.OrganisationId:D}", Due, notification.OrganisationId, clock.GetUtcNow(), notification.OrganisationId.ToString("D")), cancellationToken);

    public async Task Prepare(DueItem item, CancellationToken cancellationToken)
    {
        var organisation = Guid.Parse(item.Payload);
        foreach (var note in await NovationNote.Of(db, mediator, organisation, cancellationToken))
            if (note.From.OrganisationId == organisation && note.From.NovationPdf is null)
                made.Add((note, await Made(note, cancellationToken)));
    }

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        if (made.Count == 0) return;
        foreach (var (note, document) in made)
            (await db.Agreements.GetAsync(note.From.Id, cancellationToken)).KeepNovationNote(document.Address, document.Sha256);
        var (from, to) = (made[0].Note.From.OrganisationId, made[0].Note.From.NovatedTo!.Value);
        var (merged, goesOn) = ((await mediator.Send(new DescribeOrganisation(from), cancellationToken))!, (await mediator.Send(new DescribeOrganisation(to), cancellationToken))!);
        var subject = Say.EmailNovationSubject(merged.LegalName, goesOn.LegalName);
        Text[] words = [Say.EmailNovation(merged.LegalName, goesOn.LegalName), .. made.Select(m => m.Note.Words)];
        var there = await mediator.Send(new FindPeople(to, Roles.AccountablePerson), cancellationToken);
        foreach (var person in there.DistinctBy(p => p.PersonId))
            await emails.Queue(
                new OutgoingEmail(person.Email, to, person.Language, subject, [Say.EmailDear(person.Name), .. words, Say.EmailNovationLook, Say.Link(site.Link(OwnOrganisation.Path("/org/agreements", to))), Say.EmailCallUs]), cancellationToken);
        foreach (var person in merged.People.Where(p => p.Role == Roles.AccountablePerson && there.All(t => t.Email != p.Email)))
            await emails.Queue(new OutgoingEmail(person.Email, from, merged.Language, subject, [Say.EmailDear(person.Name), .. words, Say.EmailNovationKept, Say.EmailCallUs]), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private Task<StoredDocument> Made(NovationNote note, CancellationToken cancellationToken)
    {
        var from = note.From;
        Text[] into = note.Into is null ? [] : [Say.NovationLine(AgreementKinds.Title(note.Into.Kind), note.Into.Reference, note.To, note.Into.InForceAt!.Value, note.Into.PdfSha256)];
        var values = new Dictionary<string, object?>
        {
            ["words"] = note.Words,
            ["about"] = Say.NovationAbout,
            ["lines"] = new List<object?>([Say.NovationLine(AgreementKinds.Title(from.Kind), from.Reference, from.Particulars.OrganisationName, from.InForceAt!.Value, from.PdfSha256), .. into]),
        };
        return notes.Make(Template, values, Say.NovationHeading, from.Reference, from.Language, cancellationToken);
    }
}

/// <summary>Notes as one side sees them.</summary>
/// <param name="Notes">The notes.</param>
/// <param name="Root">The address under which that side's agreements are.</param>
internal sealed record NovationView(IReadOnlyList<NovationNote> Notes, string Root);

/// <summary>What a novation note says: which agreement of which organisation passed to which, and since when.</summary>
/// <param name="From">The agreement that passed.</param>
/// <param name="Into">The agreement by which it goes on; null where none was in force.</param>
/// <param name="To">The organisation that goes on.</param>
internal sealed record NovationNote(Agreement From, Agreement? Into, string To)
{
    public Text Words => Into is null
        ? Say.NovationWithout(From.ClosedAt!.Value, From.Particulars.OrganisationName, To, From.Reference)
        : Say.Novation(From.ClosedAt!.Value, From.Particulars.OrganisationName, To, From.Reference, Into.Reference);

    /// <summary>Those that an agreement carries: its own, and those of what passed into it.</summary>
    public static Task<IReadOnlyList<NovationNote>> Of(AgreementsDbContext db, IMediator mediator, Agreement agreement, CancellationToken cancellationToken) =>
        Of(db, mediator, a => a.Id == agreement.Id || a.NovatedInto == agreement.Id, cancellationToken);

    /// <summary>Those of what passed from or to an organisation.</summary>
    public static Task<IReadOnlyList<NovationNote>> Of(AgreementsDbContext db, IMediator mediator, Guid organisationId, CancellationToken cancellationToken) =>
        Of(db, mediator, a => a.OrganisationId == organisationId || a.NovatedTo == organisationId, cancellationToken);

    private static async Task<IReadOnlyList<NovationNote>> Of(AgreementsDbContext db, IMediator mediator, Expression<Func<Agreement, bool>> which, CancellationToken cancellationToken)
    {
        var found = await db.Agreements.AsNoTracking().Where(a => a.NovatedTo != null).Where(which).OrderBy(a => a.ClosedAt).ThenBy(a => a.Kind).ToListAsync(cancellationToken);
        var goOn = found.Select(a => a.NovatedInto).OfType<Guid>().ToList();
        var into = await db.Agreements.AsNoTracking().Where(a => goOn.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var names = new Dictionary<Guid, string>();
        foreach (var to in found.Select(a => a.NovatedTo!.Value).Distinct()) // one, or few
            names[to] = (await mediator.Send(new DescribeOrganisation(to), cancellationToken))!.LegalName;
        return [.. found.Select(from => new NovationNote(from, from.NovatedInto is { } id ? into[id] : null, names[from.NovatedTo!.Value]))];
    }
}
