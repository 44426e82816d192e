using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>
/// Makes the pack of a review from the records as they are on that morning, as a PDF in the store, in the language of the agreement; then one transaction freezes its figures,
/// names its hash and tells both service owners.
/// </summary>
internal sealed class ReviewPack(
    AgreementsDbContext db, ServiceFigures figures, IMediator mediator, DocumentStore store, HtmlToPdf pdf, ReviewEmails emails, TimeProvider clock) : IDueHandler
{
    public const string Due = "agreements.review-pack";

    private const string Template = """
        {{intro}}

        {{days}}

        # {{figuresTitle}}

        | {{measure}} | {{value}} | {{target}} | {{standing}} |
        |---|---|---|---|
        {{#each figures}}| {{measure}} | {{value}} | {{target}} | {{standing}} |
        {{/each}}

        # {{actionsTitle}}

        {{#each actions}}
        {{this}}

        {{/each}}
        # {{notesTitle}}

        {{note}}
        """;

    private (IReadOnlyList<Figure> Figures, StoredDocument Pdf)? made;

    public string Kind => Due;

    /// <summary>Sets it for 5 working days before the meeting; a time that was set before no longer holds.</summary>
    public static async Task Set(DueItems due, ServiceReview review, CancellationToken cancellationToken)
    {
        await due.Cancel(Key(review), cancellationToken);
        await due.Set(new DueItem(Key(review), Due, review.OrganisationId, review.PackDue, review.Id.ToString("D")), cancellationToken);
    }

    public async Task Prepare(DueItem item, CancellationToken cancellationToken)
    {
        var review = await db.ServiceReviews.AsNoTracking().SingleAsync(r => r.Id == Guid.Parse(item.Payload), cancellationToken);
        if (review.IssuedAt is not null || review.Period is not { } days) return;
        var organisation = (await mediator.Send(new DescribeOrganisation(review.OrganisationId), cancellationToken))!;
        var frozen = await figures.Of(review.OrganisationId, review.Number, days, cancellationToken);
        var actions = await db.ServiceActions.AsNoTracking().Where(a => a.OrganisationId == review.OrganisationId && a.Outcome == null).OrderBy(a => a.DueOn).ToListAsync(cancellationToken);
        var agreement = await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == review.OrganisationId && a.Kind == AgreementKinds.Sla && a.InForceAt != null)
            .OrderByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken);
        var rendered = Render(review, days, organisation, frozen, actions, clock.GetUtcNow(), agreement?.Language ?? Language.English);
        made = (frozen, await store.Put(await pdf.Render(rendered.PrintHtml, cancellationToken), cancellationToken));
    }

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        if (made is not { } pack) return;
        var review = await db.ServiceReviews.GetAsync(Guid.Parse(item.Payload), cancellationToken);
        if (review.IssuedAt is not null) return;
        review.Issue(pack.Figures, pack.Pdf.Address, pack.Pdf.Sha256, clock.GetUtcNow());
        await emails.ToBoth(
            review, Say.EmailPackSubject(review.Number),
            [Say.EmailPackIssued(review.Starts, review.Ends), Say.EmailPackHash(pack.Pdf.Sha256[..32], pack.Pdf.Sha256[32..]), Say.EmailPackDispute(review.On), Say.EmailReviewMeeting(review.On)], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static RenderedDocument Render(
        ServiceReview review, ReviewPeriod days, OrganisationSummary organisation, IReadOnlyList<Figure> figures, IReadOnlyList<ServiceAction> actions, DateTimeOffset at, Language language)
    {
        var values = new Dictionary<string, object?>
        {
            ["intro"] = Say.PackIntro(organisation.LegalName, organisation.Reference, at),
            ["days"] = days.IsPart ? Say.PackPartDays(days.From, days.To, days.Days, days.WholeDays) : Say.PackDays(days.From, days.To),
            ["figuresTitle"] = Say.FiguresTitle,
            ["measure"] = Say.Measure,
            ["value"] = Say.FigureValue,
            ["target"] = Say.FigureTarget,
            ["standing"] = Say.FigureStandingHeading,
            ["figures"] = figures.Select(f => new Dictionary<string, object?>
            {
                ["measure"] = $"{f.Measure} {f.Plan().Name(language)}",
                ["value"] = f.Cases is { } cases ? $"{f.ValueWords()} ({f.CasesWords(cases).In(language)})" : f.ValueWords(),
                ["target"] = f.Plan().TargetWords(f.Target, language),
                ["standing"] = f.Source is { } source ? $"{f.StandingWords(days).In(language)}. {Say.SourceLine(source).In(language)}" : f.StandingWords(days).In(language),
            }).ToList(),
            ["actionsTitle"] = Say.ActionsCarriedTitle,
            ["actions"] = actions.Select(a => (object?)Say.ActionLine(a.What, a.Who, a.DueOn)).DefaultIfEmpty(Say.ActionsNone).ToList(),
            ["notesTitle"] = Say.PackNotesTitle,
            ["note"] = Say.PackNote,
        };
        return DocumentTemplates.Render(Template, values, Say.PackTitle(review.Number).In(language), language, $"{organisation.Reference}-SLR-{review.Number}");
    }

    private static string Key(ServiceReview review) => $"{Due} {review.Id:D}";
}
