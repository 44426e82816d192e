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

    /// <summary>What the section said when the page was shown: a save by somebody else to another section is no conflict with this one.</summary>
    [BindProperty] public string Seen { get; set; } = "";

    /// <summary>What somebody else has saved here since; what was typed stays in the fields.</summary>
    public AnswerCard? Meanwhile { get; private set; }

    /// <summary>All answers as they are saved, for pages that ask by what another section says.</summary>
    public Answers Whole { get; private set; } = new();

    /// <summary>Where the page leads when it is done: the check page when the person came from there.</summary>
    public string Back => Way.Length > 0 ? "/application/check" : "/application";

    /// <summary>Remembers that the person came from the check page.</summary>
    public string Way => Request.Query["return"] == "check" ? "?return=check" : "";

    /// <summary>The next page of a section that has several.</summary>
    protected virtual string Next => Back;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        if (!application.IsEditable || !Asks(application.Answers)) return Redirect("/application");
        Whole = application.Answers;
        ViewData["Back"] = Back;
        ApplicationId = application.Id;
        if (!ModelState.ContainsKey(nameof(Version))) Version = application.Version;
        Questions = [.. (await db.AskedAt(application, cancellationToken)).Where(q => q.Question.Section == Section)];
        var saved = Saved(application.Answers);
        if (HttpMethods.IsGet(Request.Method)) Answers = saved ?? new T();
        if (Response.StatusCode == StatusCodes.Status409Conflict && SectionState.Of(application.Answers, Section) != Seen)
        {
            Meanwhile = new AnswersView(application.Answers, OffenceList.Shipped, null, null).Cards.FirstOrDefault(c => c.Section == Section);
            (Seen, Version) = (SectionState.Of(application.Answers, Section), application.Version); // who sends again has read it
            ModelState.Remove(nameof(Seen));
            ModelState.Remove("");
            ModelState.AddModelError("", Say.MeanwhileHeading.ToString());
        }
        if (Seen.Length == 0) Seen = SectionState.Of(application.Answers, Section);
        return Page();
    }

    /// <summary>What an officer asked at fields of this section.</summary>
    public IReadOnlyList<(FieldQuestion Question, string Words)> Questions { get; private set; } = [];

    private Section Section => SectionState.At(Request.Path);

    public virtual async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await OnGetAsync(cancellationToken);
        }
        Version = await SectionState.Rebase(db, this.Own(), Section, Seen, Version, cancellationToken);
        await mediator.Send(Save(), cancellationToken);
        return Redirect(Next);
    }

    /// <summary>Whether what was answered elsewhere makes this section one to answer.</summary>
    protected virtual bool Asks(Answers answers) => true;

    protected abstract T? Saved(Answers answers);

    protected abstract ICommand<Unit> Save();
}

/// <summary>Saving a section.</summary>
internal static class Sections
{
    /// <summary>Keeps the answers, and moves the day on which a draft lapses.</summary>
    public static async Task Keep(
        this RegistrationDbContext db, Application application, Section section, Func<Answers, Answers> change, DateTimeOffset at, CancellationToken cancellationToken)
    {
        application.Save(section, change, at);
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
