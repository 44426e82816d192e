using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>All answers once more, the declaration, and the button that sends them.</summary>
[Needs(Policy.Apply)]
[OneOrganisation]
internal sealed class CheckPage(IMediator mediator, RegistrationDbContext db, ReferenceLists lists, Duplicates duplicates, MainEmails mainEmails, TimeProvider clock) : PageModel
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public Guid ApplicationId { get; set; }
    [BindProperty] public bool Declared { get; set; }
    [BindProperty] public string DeclaredName { get; set; } = "";
    [BindProperty] public string DeclaredRole { get; set; } = "";
    public bool MayBeDuplicate { get; private set; }
    public OffenceList Offences { get; private set; } = null!;
    public Application Application { get; private set; } = null!;
    public IReadOnlyList<(Section Section, Text Text)> Problems { get; private set; } = [];
    public IReadOnlyList<(Section Section, Text Text)> Warnings { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        if (!Application.IsEditable || !Application.Answers.AreComplete) return Redirect("/application");
        Offences = await lists.Offences(cancellationToken);
        Problems = Application.Problems(Offences, clock.GetUtcNow().CivilDate());
        Warnings = [.. Questionnaire.Warnings(Application.Answers, clock.GetUtcNow().CivilDate())];
        if (await mainEmails.Of(Application, cancellationToken) is not { ConfirmedAt: not null }) Warnings = [.. Warnings, (Section.Contacts, Say.WarnMainEmail(Application.Answers.Contacts!.MainEmail))];
        MayBeDuplicate = await duplicates.Warns(Application, cancellationToken);
        ApplicationId = Application.Id;
        if (!ModelState.ContainsKey(nameof(Version))) Version = Application.Version;
        if (HttpMethods.IsGet(Request.Method) && Application.Latest is { } before) (DeclaredName, DeclaredRole) = (before.DeclaredName, before.DeclaredRole);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new SubmitApplication(ApplicationId, Version, Declared, DeclaredName, DeclaredRole), cancellationToken);
        return Redirect("/application/submitted");
    }
}
