using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The produced notices beside the checklist.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed class ReviewNoticesPage(IMediator mediator, RegistrationDbContext db, Uploads uploads) : PageModel, IOrganisationPage
{
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
        if (Findings.Count == 0) Findings = [.. NoticePack.Checklist.Select(p => new TypedFinding { Point = p.Id })];
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new ReviewNotices(RoundId, Version, Findings, Decision, Confirmer), cancellationToken);

    public Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken) => Send(new ConfirmNoticeChanges(RoundId, Version, Made), cancellationToken);

    public Task<IActionResult> OnPostMeetingAsync(CancellationToken cancellationToken) => Send(new ArrangeNoticeMeeting(RoundId, Version, MeetingOn), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return Redirect($"/officer/templates/review/{RoundId}");
    }

    public async Task<IActionResult> OnGetFileAsync(Guid file, CancellationToken cancellationToken)
    {
        await OnGetAsync(cancellationToken);
        var found = Round.Files.SingleOrDefault(f => f.Id == file) ?? throw new NotFoundException();
        return File(await uploads.Open(found.Address, cancellationToken), "application/pdf", found.FileName);
    }
}
