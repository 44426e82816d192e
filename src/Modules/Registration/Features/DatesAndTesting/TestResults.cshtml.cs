using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What testing found and came to; the test manager records it and signs it off for HMCTS.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed class TestResultsPage(IMediator mediator, RegistrationDbContext db, CurrentActor current, TimeProvider clock) : PageModel, IOrganisationPage
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Scripts { get; set; } = "";
    [BindProperty] public string Passed { get; set; } = "";
    [BindProperty] public bool Agreed { get; set; }

    /// <summary>Null until the application has been accepted.</summary>
    public Schedule? Schedule { get; private set; }

    public OnboardingCase Case { get; private set; } = null!;
    public DefectTable Defects { get; private set; } = null!;
    public bool IsTestManager => current.Actor.SignsOff(Id) is { Side: Side.Hmcts };
    public IReadOnlyList<NoticeRound> Rounds { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Case = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id, cancellationToken) ?? throw new NotFoundException();
        Schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, cancellationToken);
        if (Schedule is null) return;
        Rounds = await db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == Id).OrderByDescending(r => r.Number).ToListAsync(cancellationToken);
        Defects = await db.DefectTable(Schedule, $"/officer/org/{Id}/testing", clock.GetUtcNow().CivilDate(), cancellationToken);
        Version = Schedule.Version;
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(new RecordTestResults(Id, Version, Scripts, Passed), cancellationToken);

    public Task<IActionResult> OnPostSignOffAsync(CancellationToken cancellationToken) => Send(new SignOffTesting(Id, Version, Agreed), cancellationToken);

    private async Task<IActionResult> Send(IRequest<Unit> command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return Redirect($"/officer/org/{Id}/testing");
    }
}
