using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Who fills in the questionnaire, and the form that invites another colleague to it.</summary>
[Needs(Policy.Apply)]
[OneOrganisation]
internal sealed class ColleaguesPage(IMediator mediator, RegistrationDbContext db, CurrentActor current) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid ApplicationId { get; set; }
    [BindProperty] public string Name { get; set; } = "";
    [BindProperty] public string Email { get; set; } = "";
    [BindProperty] public Guid PersonId { get; set; }
    public IReadOnlyList<PersonSummary> People { get; private set; } = [];
    public Application Application { get; private set; } = null!;

    public bool MayRemove(PersonSummary person) => person.PersonId != Application.ApplicantId && person.PersonId != current.PersonId;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        ApplicationId = Application.Id;
        Version = Application.Version;
        ModelState.Remove(nameof(Version)); // whoever saved a section meanwhile changed nothing here
        People = await mediator.Send(new FindPeople(Application.OrganisationId, Roles.Applicant), cancellationToken);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Send(version => new InviteApplicant(ApplicationId, version, Name, Email), cancellationToken);

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken) => Send(version => new RemoveApplicant(ApplicationId, version, PersonId), cancellationToken);

    private async Task<IActionResult> Send(Func<int, IRequest<Unit>> command, CancellationToken cancellationToken)
    {
        var present = await db.Applications.Of(this.Own()).AsNoTracking().Select(a => a.Version).FirstOrDefaultAsync(cancellationToken);
        await mediator.Send(command(present), cancellationToken);
        return Redirect("/application/colleagues");
    }
}
