using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Agreements.Features.Security;

[Needs(Policy.AnswerSecurityQuestionnaire)]
internal sealed class SecuritySection(AgreementsDbContext db, CurrentActor current, IMediator mediator) : SecurityPage(db, current)
{
    [FromRoute] public string SectionId { get; set; } = "";
    [BindProperty] public List<AnswerInput> Inputs { get; set; } = [];
    [BindProperty] public int? UploadFor { get; set; }

    public Section Section => Questionnaire.Current.Sections.SingleOrDefault(s => s.Id == SectionId) ?? throw new NotFoundException();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!CanAnswer) throw new NotFoundException();
        if (!HttpMethods.IsPost(Request.Method) || Inputs.Count != Section.Questions.Count)
            Inputs = [.. Section.Questions.Select(q => AnswerInput.Of(q, Assessment.Answers.GetValueOrDefault(q.Number)))];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var version = Version;
        await LoadAsync(cancellationToken);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Version = version;
            return Page();
        }
        await mediator.Send(new SaveSecuritySection(Assessment.Id, version, SectionId, Inputs), cancellationToken);
        if (Section.Questions.Any(q => q.Number == UploadFor && q.AsksForEvidence)) return Redirect($"/org/security/evidence/{UploadFor}");
        var sections = Questionnaire.Current.Sections;
        var next = sections.SkipWhile(s => s.Id != SectionId).Skip(1).FirstOrDefault();
        return Redirect(next is null ? "/org/security" : $"/org/security/{next.Id}");
    }
}
