using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Registration;

/// <summary>Accept, return with a question, or reject; a rejection is confirmed on the same page.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed class DecideApplicationPage(RegistrationDbContext db, Duplicates duplicates, CurrentActor current, IMediator mediator, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string Outcome { get; set; } = "";
    [BindProperty] public string Question { get; set; } = "";
    [BindProperty] public List<TypedQuestion> Fields { get; set; } = [];
    [BindProperty] public string ReasonCode { get; set; } = "";
    [BindProperty] public string Reason { get; set; } = "";
    [BindProperty] public bool Confirmed { get; set; }
    public int Undecided { get; private set; }
    public bool AsksToConfirm { get; private set; }

    public IEnumerable<SelectListItem> FieldChoices => AnswersView.Fields(Latest.Answers)
        .Select(f => new FieldQuestion(default, default, default, f, default)).Select(f => new SelectListItem($"{f.Section.Name()}: {f.Label}", f.Field));

    public IEnumerable<SelectListItem> Codes => Application.RejectionCodes.Select(c => new SelectListItem(Words.Rejection(c).ToString(), c));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (!Latest.IsWithHmcts && ModelState.IsValid) return Redirect($"/officer/org/{Id}");
        if (!ModelState.ContainsKey(nameof(Version))) Version = Latest.Version;
        while (Fields.Count < FieldQuestion.Most) Fields.Add(new());
        Undecided = await duplicates.Undecided(Id, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ICommand<Unit>? command = Outcome switch
        {
            "accept" => new AcceptApplication(Id, Version),
            "return" => new ReturnApplication(Id, Version, Question, Fields),
            "reject" => new RejectApplication(Id, Version, ReasonCode, Reason),
            _ => null,
        };
        if (command is null) throw new InvalidInputException([(nameof(Outcome), Say.SelectDecision)]);
        if (command is RejectApplication reject && !Confirmed && Application.RejectionCodes.Contains(reject.ReasonCode) && Formats.Line(reject.Reason).Length > 0)
        {
            await Load(cancellationToken);
            AsksToConfirm = true;
            return Page();
        }
        await Mediator.Send(command, cancellationToken);
        return Redirect($"/officer/org/{Id}");
    }
}
