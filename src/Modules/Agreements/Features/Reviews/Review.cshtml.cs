using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Workflow;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>One review for both sides: where it stands, its figures, what is disputed, the meeting, its minutes, its actions and who has signed off.</summary>
[Needs(Policy.ReadServiceReviews)]
internal sealed class ReviewDetail(AgreementsDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows, TimeProvider clock) : ReviewPage(db, current, mediator, clock)
{
    [BindProperty] public Guid ProposalId { get; set; }
    [BindProperty] public DateOnly? On { get; set; }
    [BindProperty] public string DateReason { get; set; } = "";
    [BindProperty] public string Measure { get; set; } = "";
    [BindProperty] public string Reason { get; set; } = "";
    [BindProperty] public string What { get; set; } = "";
    [BindProperty] public string? Side { get; set; }
    [BindProperty] public string Who { get; set; } = "";
    [BindProperty] public DateOnly? DueOn { get; set; }
    [BindProperty] public string Comment { get; set; } = "";
    public IReadOnlyList<ServiceBreach> Breaches { get; private set; } = [];
    public ReviewTrend? Trend { get; private set; }
    public IReadOnlyList<ServiceAction> Actions { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Origins { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyList<Text> WaitsFor { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();

    public bool MayDispute => Mine is not null && Review.State == ReviewState.Issued;
    public bool MayPropose => Mine is not null && Review.HeldOn is null;
    public bool MayAgreeActions => Mine is not null && Review.State is ReviewState.Issued or ReviewState.Held;
    public bool MayWriteMinutes => Mine == ReviewSide.Hmcts && Review is { IssuedAt: not null, SignedForHmctsAt: null, SignedForOrganisationAt: null };
    public bool MaySign => Mine is { } side && Review.HeldOn is not null && Review.SignedAt(side) is null;

    public bool MayComment => Mine is { } side && Review.CommentsUntil >= Today && Review.SignedAt(side) is null;

    public IEnumerable<SelectListItem> Choices => Review.Figures.Select(f => new SelectListItem($"{f.Measure}: {f.Plan().Name(Language.Current)}", f.Measure));

    public static IEnumerable<SelectListItem> Sides =>
        [new(ReviewSide.Hmcts.Name().ToString(), ReviewSide.Hmcts.Code()), new(ReviewSide.Organisation.Name().ToString(), ReviewSide.Organisation.Code())];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var end = Review.SignedForOrganisationAt > Review.SignedForHmctsAt ? Review.SignedForOrganisationAt : Review.SignedForHmctsAt;
        var all = await Db.ServiceActions.AsNoTracking().Where(a => a.OrganisationId == Review.OrganisationId || a.ReviewId == Review.Id).OrderBy(a => a.DueOn).ToListAsync(cancellationToken);
        var begin = Review.OpenedAt ?? Review.BookedAt;
        // Those open while this review was: of it and of those before, carried over.
        Actions = [.. all.Where(a => a.ReviewId == Review.Id || ((a.EndedAt is null || a.EndedAt > begin) && (!Review.IsSignedOff || a.AgreedAt < end)))];
        Origins = await Mediator.OriginsOf(Actions, cancellationToken);
        Breaches = await Db.ServiceBreaches.AsNoTracking().Where(b => b.ReviewId == Review.Id).OrderBy(b => b.Measure).ToListAsync(cancellationToken);
        if (Review is { IssuedAt: not null, Number: > 1 }) Trend = await ReviewTrend.Of(Db, Review, Review.Figures, cancellationToken);
        People = await Names([Review.SignedForHmctsBy, Review.SignedForOrganisationBy, .. Review.Comments.Select(c => (Guid?)c.By)], cancellationToken);
        if (Review.IsSignedOff) return;
        var standing = (await workflows.Describe(ServiceReviewTurns.Definition, [Review.OrganisationId], cancellationToken)).GetValueOrDefault(Review.OrganisationId);
        WaitsFor = [.. (standing?.Waits ?? []).Where(w => w.Turn is not null).Select(w => w.Sentence)];
    }

    public Task<IActionResult> OnPostProposeAsync(CancellationToken cancellationToken) => Send(new ProposeReviewDate(Id, Version, On, DateReason), cancellationToken);

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken cancellationToken) => Send(new AcceptReviewDate(Id, Version, ProposalId), cancellationToken);

    public Task<IActionResult> OnPostDisputeAsync(CancellationToken cancellationToken) => Send(new DisputeFigure(Id, Version, Measure, Reason), cancellationToken);

    public Task<IActionResult> OnPostActionAsync(CancellationToken cancellationToken) => Send(new AgreeAction(Id, Version, What, Side, Who, DueOn), cancellationToken);

    public Task<IActionResult> OnPostCommentAsync(CancellationToken cancellationToken) => Send(new CommentOnMinutes(Id, Version, Comment), cancellationToken);

    protected override Task Again(CancellationToken cancellationToken) => OnGetAsync(cancellationToken);
}
