using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
[OneOrganisation]
internal sealed class WithdrawApplicationPage(IMediator mediator, RegistrationDbContext db) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid ApplicationId { get; set; }
    [BindProperty] public string Reason { get; set; } = "";
    [BindProperty] public bool Confirmed { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        if (!(await db.Cases.AsNoTracking().GetAsync(application.OrganisationId, cancellationToken)).MayWithdraw) return Redirect("/application");
        ApplicationId = application.Id;
        if (!ModelState.ContainsKey(nameof(Version))) Version = application.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new WithdrawApplication(ApplicationId, Version, Reason, Confirmed), cancellationToken);
        return Redirect("/application");
    }
}
