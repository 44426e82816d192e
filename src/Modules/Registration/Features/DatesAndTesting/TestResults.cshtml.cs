using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What testing came to, typed by the test manager.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed class TestResultsPage(IMediator mediator, RegistrationDbContext db) : PageModel, IOrganisationPage
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Scripts { get; set; } = "";
    [BindProperty] public string Passed { get; set; } = "";
    [BindProperty] public string Severity1 { get; set; } = "";
    [BindProperty] public string Severity2 { get; set; } = "";
    [BindProperty] public string Severity3 { get; set; } = "";
    [BindProperty] public bool Severity3Dated { get; set; }
    [BindProperty] public string Severity4 { get; set; } = "";

    /// <summary>Null until the application has been accepted.</summary>
    public Schedule? Schedule { get; private set; }

    public OnboardingCase Case { get; private set; } = null!;
    public IReadOnlyList<NoticeRound> Rounds { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Case = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id, cancellationToken) ?? throw new NotFoundException();
        Schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, cancellationToken);
        if (Schedule is null) return;
        Rounds = await db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == Id).OrderByDescending(r => r.Number).ToListAsync(cancellationToken);
        Version = Schedule.Version;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new RecordTestResults(Id, Version, Scripts, Passed, Severity1, Severity2, Severity3, Severity3Dated, Severity4), cancellationToken);
        return Redirect($"/officer/org/{Id}/testing");
    }
}
