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
/// When an organisation withdraws, or its last day is over, a sealed statement in both languages says when, in which role somebody did so, and what had
/// been agreed: made outside of the transaction, kept in one, and the applicant and the accountable person are told.
/// </summary>
internal sealed class EndingStatements(AgreementsDbContext db, IMediator mediator, SealedNotes notes, Emails emails, DueItems due, Site site, TimeProvider clock)
    : IDueHandler, INotificationHandler<ApplicationWithdrawn>, INotificationHandler<OrganisationLeft>
{
    public const string Due = "agreements.ending-statements";

    private const string Template = """
        {{words}}

        {{by}}

        # {{agreed}}

        {{#each lines}}
        {{this}}

        {{/each}}

        # {{keptHeading}}

        {{kept}}
        """;

    private readonly List<(Language Language, StoredDocument Pdf)> made = [];
    private OrganisationEnding? ending;

    public string Kind => Due;

    public Task Handle(ApplicationWithdrawn notification, CancellationToken cancellationToken) => Ask(notification.OrganisationId, cancellationToken);

    public Task Handle(OrganisationLeft notification, CancellationToken cancellationToken) => Ask(notification.OrganisationId, cancellationToken);

    public async Task Prepare(DueItem item, CancellationToken cancellationToken)
    {
        // An organisation that goes on meanwhile has nothing to be stated; a second run after a crash finds what the first one kept.
        ending = await mediator.Send(new DescribeEnding(item.Subject), cancellationToken);
        if (ending is null || await db.EndingStatements.AnyAsync(s => s.OrganisationId == item.Subject && s.EndedAt == ending.At, cancellationToken)) return;
        var organisation = (await mediator.Send(new DescribeOrganisation(item.Subject), cancellationToken))!;
        var agreements = await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == item.Subject && a.IssuedAt != null).OrderBy(a => a.IssuedAt).ToListAsync(cancellationToken);
        var security = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == item.Subject && a.SubmittedAt != null).OrderBy(a => a.Round).ToListAsync(cancellationToken);
        Text[] lines = agreements.Count + security.Count == 0 ? [Say.StatementNothing] : [.. agreements.Select(Line), .. security.Select(Line)];
        foreach (var language in Enum.GetValues<Language>())
        {
            var values = new Dictionary<string, object?>
            {
                ["words"] = ending.Code == OrganisationEnding.Left
                    ? Say.StatementLeft(organisation.LegalName, organisation.Reference, ending.At.CivilDate(), ending.NoticeOn)
                    : Say.StatementWithdrawn(ending.At, organisation.LegalName, organisation.Reference),
                ["by"] = By(ending),
                ["agreed"] = Say.StatementAgreed,
                ["lines"] = lines.Cast<object?>().ToList(),
                ["keptHeading"] = Say.StatementKeptHeading,
                ["kept"] = Say.StatementKept,
            };
            made.Add((language, await notes.Make(Template, values, EndingStatement.HeadingOf(ending.Code), organisation.Reference, language, cancellationToken)));
        }
    }

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        if (ending is null || made.Count == 0) return;
        var now = clock.GetUtcNow();
        foreach (var (language, pdf) in made)
            db.EndingStatements.Add(new EndingStatement(Guid.CreateVersion7(now), item.Subject, ending, language, pdf.Address, pdf.Sha256, now));
        await db.SaveChangesAsync(cancellationToken);
        var organisation = (await mediator.Send(new DescribeOrganisation(item.Subject), cancellationToken))!;
        foreach (var person in await mediator.Send(new FindPeople(item.Subject, Roles.Applicant, Roles.AccountablePerson), cancellationToken))
            await emails.Queue(
                new OutgoingEmail(
                    person.Email, item.Subject, person.Language, Say.EmailStatementSubject(EndingStatement.HeadingOf(ending.Code)), Say.EmailDear(person.Name), Say.EmailStatement(organisation.LegalName),
                    Say.Link(site.Link(OwnOrganisation.Path("/org/agreements", item.Subject))), Say.EmailStatementVerify, Say.EmailCallUs),
                cancellationToken);
    }

    private Task Ask(Guid organisationId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return due.Set(new DueItem($"{Due} {organisationId:D} {now.UtcTicks}", Due, organisationId, now, ""), cancellationToken);
    }

    private static Text By(OrganisationEnding ending) => ending.By switch
    {
        Roles.Applicant => Say.StatementByApplicant,
        Roles.AccountablePerson => Say.StatementByAccountablePerson,
        Roles.OrganisationServiceOwner => Say.StatementByServiceOwner,
        null => Say.StatementByOrganisation,
        _ => Say.StatementByHmcts,
    };

    private static Text Line(Agreement agreement)
    {
        var title = AgreementKinds.Title(agreement.Kind);
        if (agreement.InForceAt is not { } from) return Say.StatementNeverInForce(title, agreement.Reference, agreement.Round);
        return (agreement.SupersededAt ?? agreement.ClosedAt) is { } until
            ? Say.StatementEnded(title, agreement.Reference, agreement.Round, from, until, agreement.PdfSha256)
            : Say.StatementInForce(title, agreement.Reference, agreement.Round, from, agreement.PdfSha256);
    }

    private static Text Line(SecurityAssessment assessment) => assessment.ValidUntil is { } until
        ? Say.StatementSecurityApproved(assessment.Reference, assessment.Round, until, assessment.Sha256)
        : Say.StatementSecurity(assessment.Reference, assessment.Round, assessment.Sha256);
}

/// <summary>Statements as one side sees them.</summary>
/// <param name="Statements">The statements.</param>
/// <param name="Root">The address under which that side downloads them.</param>
internal sealed record StatementsView(IReadOnlyList<EndingStatement> Statements, string Root);
