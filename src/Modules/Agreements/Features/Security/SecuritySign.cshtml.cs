using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Agreements.Features.Security;

[Needs(Policy.AnswerSecurityQuestionnaire)]
internal sealed class SecuritySign(AgreementsDbContext db, CurrentActor current, IMediator mediator) : SecurityPage(db, current)
{
    [BindProperty] public List<string> Statements { get; set; } = [];
    [BindProperty] public string NameTyped { get; set; } = "";
    [BindProperty] public string Code { get; set; } = "";

    public bool CanSign => IsMine && Assessment.IsToAnswer && Assessment.IsComplete;

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

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
