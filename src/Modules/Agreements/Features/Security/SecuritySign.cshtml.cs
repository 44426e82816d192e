using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Agreements.Features.Security;

[Needs(Policy.AnswerSecurityQuestionnaire)]
internal sealed class SecuritySign(AgreementsDbContext db, CurrentActor current, IMediator mediator, Uploads uploads) : SecurityPage(db, current)
{
    [BindProperty] public List<string> Statements { get; set; } = [];
    [BindProperty] public string NameTyped { get; set; } = "";
    [BindProperty] public string Code { get; set; } = "";

    public IReadOnlyList<EvidenceFile> Infected { get; private set; } = [];

    public bool CanSign => IsMine && Assessment.IsToAnswer && Assessment.IsComplete && Infected.Count == 0;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Assessment.IsToAnswer) Infected = await uploads.InfectedOf(Assessment, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var version = Version;
        await LoadAsync(cancellationToken);
        if (await mediator.Send(new SignSecurityQuestionnaire(Assessment.Id, version, Statements, NameTyped, Code), cancellationToken)) return Redirect("/org/security");
        ModelState.AddModelError(nameof(Code), Say.WrongCode.ToString());
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
