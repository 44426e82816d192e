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
/// Makes the pack of a review from the records as they are on that morning, as a sealed PDF in the store, in the language of the agreement; then one
/// transaction freezes its figures, names its hash, writes down each target that was not met, and tells both service owners.
/// </summary>
internal sealed class ReviewPack(
    AgreementsDbContext db, ServiceFigures figures, IMediator mediator, DocumentStore store, HtmlToPdf pdf, PdfSeal seal, Keys keys, ReviewEmails emails, BreachEmails breachEmails,
    TimeProvider clock) : IDueHandler
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

        # {{trendTitle}}

        | {{measure}} |{{#each quarters}} {{this}} |{{/each}}
        |---|{{#each quarters}}---|{{/each}}
        {{#each trend}}| {{measure}} |{{#each values}} {{this}} |{{/each}}
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
        if (review is not { IssuedAt: null, CancelledAt: null } || review.Period is not { } days) return;
        var organisation = (await mediator.Send(new DescribeOrganisation(review.OrganisationId), cancellationToken))!;
        var frozen = await figures.Of(review.OrganisationId, review.Number, days, cancellationToken);
        var actions = await db.ServiceActions.AsNoTracking().Where(a => a.OrganisationId == review.OrganisationId && a.Outcome == null).OrderBy(a => a.DueOn).ToListAsync(cancellationToken);
        var agreement = await db.Agreements.AsNoTracking().Where(a => a.OrganisationId == review.OrganisationId && a.Kind == AgreementKinds.Sla && a.InForceAt != null)
            .OrderByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken);
        var (now, language) = (clock.GetUtcNow(), agreement?.Language ?? Language.English);
        var rendered = Render(review, days, organisation, frozen, await ReviewTrend.Of(db, review, frozen, cancellationToken), actions, await mediator.OriginsOf(actions, cancellationToken), now, language);
        made = (frozen, await store.Put(Sealed(await pdf.Render(rendered.PrintHtml, cancellationToken), ReferenceOf(review, organisation), now, language), cancellationToken));
    }

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        if (made is not { } pack) return;
        var review = await db.ServiceReviews.GetAsync(Guid.Parse(item.Payload), cancellationToken);
        if (review is not { IssuedAt: null, CancelledAt: null }) return;
        review.Issue(pack.Figures, pack.Pdf.Address, pack.Pdf.Sha256, clock.GetUtcNow());
        var breaches = await db.AddBreaches(review, review.Figures, clock.GetUtcNow(), cancellationToken);
        await breachEmails.ToSignatories(review, [.. breaches.Where(b => b.Consecutive >= ServiceBreach.RowForTheSignatories)], cancellationToken);
        await emails.ToBoth(
            review, Say.EmailPackSubject(review.Number),
            [Say.EmailPackIssued(review.Starts, review.Ends), Say.EmailPackHash(pack.Pdf.Sha256[..32], pack.Pdf.Sha256[32..]), Say.EmailPackDispute(review.On), Say.EmailReviewMeeting(review.On), .. breaches.Where(b => b.NeedsAPlan).Select(b => Say.EmailBreachPlan(b.Measure, b.Consecutive))], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Under the platform's own seal, by which anybody can verify that it is as it was frozen.</summary>
    private byte[] Sealed(byte[] rendered, string reference, DateTimeOffset at, Language language)
    {
        var bytes = seal.Certify(rendered, new SealAppearance("Common Platform", Say.PackSealed.In(language), Say.Hmcts.In(language), reference, language), at, []);
        var report = PdfVerifier.Verify(bytes, keys.Trust);
        return report.IsValid ? bytes : throw new PdfSealException($"The sealed pack {reference} doesn't verify: {string.Join("; ", report.Problems.Select(p => p.In(Language.English)))}");
    }

    private static string ReferenceOf(ServiceReview review, OrganisationSummary organisation) => $"{organisation.Reference}-SLR-{review.Number}";

    private static RenderedDocument Render(
        ServiceReview review, ReviewPeriod days, OrganisationSummary organisation, IReadOnlyList<Figure> figures, ReviewTrend trend, IReadOnlyList<ServiceAction> actions, IReadOnlyDictionary<Guid, string> origins,
        DateTimeOffset at, Language language)
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
            ["trendTitle"] = Say.TrendTitle,
            ["quarters"] = trend.Quarters.Select(q => (object?)Say.QuarterTo(q).In(language)).ToList(),
            ["trend"] = trend.Lines.Select(l => new Dictionary<string, object?> { ["measure"] = l.Measure, ["values"] = l.Values.Select(v => (object?)v).ToList() }).ToList(),
            ["actionsTitle"] = Say.ActionsCarriedTitle,
            ["actions"] = actions.Select(a => (object?)(a.PassedFrom is { } from ? Say.ActionLineFrom(a.What, a.Who, a.DueOn, origins.GetValueOrDefault(from)) : Say.ActionLine(a.What, a.Who, a.DueOn))).DefaultIfEmpty(Say.ActionsNone).ToList(),
            ["notesTitle"] = Say.PackNotesTitle,
            ["note"] = Say.PackNote,
        };
        return DocumentTemplates.Render(Template, values, Say.PackTitle(review.Number).In(language), language, ReferenceOf(review, organisation));
    }

    private static string Key(ServiceReview review) => $"{Due} {review.Id:D}";
}
