using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The produced notices beside the checklist.</summary>
[Needs(Policy.TestForHmcts)]
[FramesOwnDocuments]
internal sealed class ReviewNoticesPage(IMediator mediator, RegistrationDbContext db, Uploads uploads) : PageModel, IOrganisationPage
{
    /// <summary>Which file stands beside the checklist; the whole set, or what came first, when none is named.</summary>
    [FromQuery] public Guid? Show { get; set; }

    [FromRoute(Name = "id")] public Guid RoundId { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public List<TypedFinding> Findings { get; set; } = [];
    [BindProperty] public Guid? Confirmer { get; set; }
    [BindProperty] public bool Made { get; set; }
    [BindProperty] public DateOnly? MeetingOn { get; set; }
    [BindProperty] public string Decision { get; set; } = "";
    public NoticeRound Round { get; private set; } = null!;
    public IReadOnlyList<PersonSummary> Confirmers { get; private set; } = [];
    public OnboardingCase Case { get; private set; } = null!;

    public NoticeFile? Shown { get; private set; }
    public bool MayOpenShown { get; private set; }

    public string Address => $"/officer/templates/review/{RoundId}";

    /// <summary>In one line for each version that was given, to hold the printed version against.</summary>
    public string Given => string.Join("; ", Round.GivenWhenSent.Select(p => Say.ReviewGivenOne(p.Pack.FamilyName, Words.NoticeLanguage(p.Language), p.Version, p.IssuedAt.CivilDate())));

    public static IEnumerable<SelectListItem> Results =>
    [
        new(Say.ReviewPass.ToString(), nameof(PointResult.Pass)), new(Say.ReviewFail.ToString(), nameof(PointResult.Fail)),
        new(Say.ReviewNotApplicable.ToString(), nameof(PointResult.NotApplicable)),
    ];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Round = await db.NoticeRounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == RoundId, cancellationToken) ?? throw new NotFoundException();
        Case = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == Round.OrganisationId, cancellationToken);
        Confirmers = await mediator.Confirmers(Round.OrganisationId, cancellationToken);
        Version = Round.Version;
        Shown = Round.Files.SingleOrDefault(f => f.Id == Show) ?? Round.Files.OrderBy(f => f.Notice != NoticePack.WholeSet).ThenBy(f => f.UploadedAt).FirstOrDefault();
        MayOpenShown = Shown is not null && await uploads.MayOpen(Shown.Address, cancellationToken);
        if (Findings.Count == 0) Findings = [.. NoticePack.Checklist.Select(p => new TypedFinding { Point = p.Id })];
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new ReviewNotices(RoundId, Version, Findings, Decision, Confirmer), cancellationToken);

    public Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken) => Send(new ConfirmNoticeChanges(RoundId, Version, Made), cancellationToken);

    public Task<IActionResult> OnPostMeetingAsync(CancellationToken cancellationToken) => Send(new ArrangeNoticeMeeting(RoundId, Version, MeetingOn), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return Redirect(Address);
    }

    public async Task<IActionResult> OnGetFileAsync(Guid file, CancellationToken cancellationToken)
    {
        var (found, content) = await Open(file, cancellationToken);
        return File(content, "application/pdf", found.FileName);
    }

    /// <summary>The same without a name, so that the browser shows it in its frame instead of saving it.</summary>
    public async Task<IActionResult> OnGetFrameAsync(Guid file, CancellationToken cancellationToken) => File((await Open(file, cancellationToken)).Content, "application/pdf");

    private async Task<(NoticeFile File, Stream Content)> Open(Guid file, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        var found = Round.Files.SingleOrDefault(f => f.Id == file) ?? throw new NotFoundException();
        return (found, await uploads.Open(found.Address, cancellationToken));
    }
}
