using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What an organisation has to do, what HMCTS has to do, and when.</summary>
[OneOrganisation]
[Needs(Policy.ReadOwnOnboarding)]
internal sealed class HomePage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows) : PageModel
{
    public OnboardingCase Case { get; private set; } = null!;
    public IReadOnlyList<PersonSummary> People { get; private set; } = [];
    public IReadOnlyList<(Text Title, string Href)> Tasks { get; private set; } = [];
    public DateTimeOffset? OuCodeAskedAt { get; private set; }
    public Onboarding Onboarding { get; private set; } = null!;

    /// <summary>What is next that the organisation knows of: the board's next date may be of something that HMCTS has yet to decide.</summary>
    public DateOnly? NextOn { get; private set; }
    public string? NextClock { get; private set; }

    /// <summary>What is agreed on testing and go-live; null before the application is accepted and after the organisation is live.</summary>
    public Schedule? Dates { get; private set; }
    public bool MayLeave => (Case.IsOpenToIt || Case.LeavesOn is not null) && Policies.All[Policy.GiveNotice].Roles.Any(r => current.Actor.IsFor(Case.Id, r));
    public bool SeesBank => Case.IsAccepted && OurBankPage.MaySee(current.Actor, Case.Id);
    public bool HasOthers => current.Actor.Organisations().Count > 1;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Case = await db.Cases.AsNoTracking().GetAsync(this.Own(), cancellationToken);
        Onboarding = new Onboarding(Case, (await workflows.Describe(Onboarding.Definition, [Case.Id], cancellationToken)).GetValueOrDefault(Case.Id));
        var clocks = await db.Clocks.AsNoTracking().Where(c => c.OrganisationId == Case.Id && c.StoppedAt == null).ToListAsync(cancellationToken);
        var first = clocks.Where(c => !c.IsPaused && !c.Plan.IsOfStage && !c.Plan.IsOfHmctsAlone).MinBy(c => c.DueOn);
        (NextOn, NextClock) = first is null || Case.StageOn <= first.DueOn ? (Case.StageOn, (string?)null) : (first.DueOn, first.Rule);
        var waiting = await db.Conversation.AsNoTracking().Where(e => e.OrganisationId == Case.Id && e.Kind == EntryKind.Question && e.AnsweredAt == null && e.Side == Side.Hmcts).OrderBy(e => e.AnswerBy).ToListAsync(cancellationToken);
        Tasks = [.. waiting.Select(q => (Conversation.Title(q), $"/org/conversation/{q.Id}")), .. Open()];
        OuCodeAskedAt = await db.OuCodeRequests.AsNoTracking().Where(r => r.OrganisationId == Case.Id && r.ClosedAt == null).Select(r => (DateTimeOffset?)r.AskedAt).SingleOrDefaultAsync(cancellationToken);
        if (Case.Stage is >= Stage.Accepted and < Stage.Live) Dates = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Case.Id, cancellationToken);
        People = await mediator.Send(new FindPeople(Case.Id), cancellationToken);
    }

    public bool NamesSupplier => current.Actor.NamesSupplierOf(Case.Id);

    /// <summary>The pages of testing, which stay reachable when nothing waits there.</summary>
    public IEnumerable<(Text Title, string Href)> TestingPages => Case.Stage is >= Stage.Accepted and <= Stage.Live && Policies.All[Policy.TestForOrganisation].Roles.Any(Has)
        ? [(Say.NoticesTitle, "/org/templates"), (Say.TabDates, "/org/dates"), (Say.TabTesting, "/org/testing")] : [];

    // Where people of the organisation do what the workflow waits for.
    private static readonly Dictionary<string, (Text Title, string Href)> Actions = new()
    {
        ["draft"] = (Say.TaskFillIn, "/application"),
        ["answers"] = (Say.TaskAnswerQuestion, "/application"),
        ["mou-signed"] = (Say.TaskSign(Say.TaskSignMou), "/org/agreements"),
        ["terms-signed"] = (Say.TaskSign(Say.TaskSignTerms), "/org/agreements"),
        ["sla-signed"] = (Say.TaskServiceOwner, "/org/agreements"),
        ["sla-signed-by-both"] = (Say.TaskServiceOwner, "/org/agreements"),
        ["questionnaire-signed"] = (Say.TaskSecurity, "/org/security"),
        ["notices-sent"] = (Say.NoticesTitle, "/org/templates"),
        ["testing-dates"] = (Say.TabDates, "/org/dates"),
        ["go-live-date"] = (Say.TabDates, "/org/dates"),
    };

    private bool Has(string role) => current.Actor.IsFor(Case.Id, role);

    private IEnumerable<(Text, string)> Open() => Onboarding.WaitingFor(Has).Where(Actions.ContainsKey).Select(node => Actions[node]).Distinct();
}
