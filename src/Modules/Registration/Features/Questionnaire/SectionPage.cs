using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Web;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>One section of the questionnaire: shows what was saved, saves what is typed, and goes back to where the person came from.</summary>
[OneOrganisation]
internal abstract class SectionPage<T>(IMediator mediator, RegistrationDbContext db) : PageModel
    where T : class, new()
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid ApplicationId { get; set; }
    [BindProperty] public T Answers { get; set; } = new();

    /// <summary>Where the page leads when it is done: the check page when the person came from there.</summary>
    public string Back => Request.Query["return"] == "check" ? "/application/check" : "/application";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        if (!application.IsEditable) return Redirect("/application");
        ViewData["Back"] = Back;
        ApplicationId = application.Id;
        if (!ModelState.ContainsKey(nameof(Version))) Version = application.Version;
        var saved = Saved(application.Answers);
        if (HttpMethods.IsGet(Request.Method) || Response.StatusCode == StatusCodes.Status409Conflict)
        {
            Answers = saved ?? new T();
            foreach (var typed in ModelState.Keys.Where(k => k.StartsWith(nameof(Answers), StringComparison.Ordinal)).ToList()) ModelState.Remove(typed);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await OnGetAsync(cancellationToken);
        }
        await mediator.Send(Save(), cancellationToken);
        return Redirect(Back);
    }

    protected abstract T? Saved(Answers answers);

    protected abstract ICommand<Unit> Save();
}

/// <summary>Saving a section.</summary>
internal static class Sections
{
    /// <summary>Keeps the answers, and moves the day on which a draft lapses.</summary>
    public static async Task Keep(this RegistrationDbContext db, Application application, Func<Answers, Answers> change, DateTimeOffset at, CancellationToken cancellationToken)
    {
        application.Save(change, at);
        (await db.Cases.GetAsync(application.OrganisationId, cancellationToken)).Saved(application);
    }
}

/// <summary>Which questionnaire the pages under /application are about.</summary>
internal static class CurrentApplication
{
    /// <summary>The organisation's: the open one first, then the one begun last.</summary>
    public static IQueryable<Application> Of(this IQueryable<Application> applications, Guid organisationId) =>
        applications.Where(a => a.OrganisationId == organisationId).OrderBy(a => a.EndedAt != null).ThenByDescending(a => a.StartedAt);
}
