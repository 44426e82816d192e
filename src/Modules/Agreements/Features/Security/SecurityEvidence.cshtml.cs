using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>The documents that the security signatory uploads as evidence for one answer.</summary>
[Needs(Policy.AnswerSecurityQuestionnaire)]
internal sealed class SecurityEvidence(AgreementsDbContext db, CurrentActor current, IMediator mediator, Uploads uploads) : SecurityPage(db, current)
{
    [FromRoute] public int Number { get; set; }
    [BindProperty] public IFormFile? Upload { get; set; }

    public Question Question => Questionnaire.Current.Questions.SingleOrDefault(q => q.Number == Number && q.AsksForEvidence) ?? throw new NotFoundException();

    public Section Section => Questionnaire.Current.Sections.Single(s => s.Questions.Contains(Question));

    public IReadOnlyList<EvidenceFile> Files => Assessment.AnswerTo(Number)?.Files ?? [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!CanAnswer || !Question.AsksForEvidence) throw new NotFoundException();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var version = Version;
        await OnGetAsync(cancellationToken);
        var file = await uploads.KeepPdf(Upload, nameof(Upload), cancellationToken);
        await mediator.Send(new UploadEvidence(Assessment.Id, version, Number, file), cancellationToken);
        return Redirect($"/org/security/evidence/{Number}");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid file, CancellationToken cancellationToken)
    {
        var version = Version;
        await OnGetAsync(cancellationToken);
        await mediator.Send(new RemoveEvidence(Assessment.Id, version, file), cancellationToken);
        return Redirect($"/org/security/evidence/{Number}");
    }

    /// <summary>Also after signing: one's own documents stay readable.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid file, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!IsAnsweredByMe || Files.SingleOrDefault(f => f.Id == file) is not { } found) throw new NotFoundException();
        return File(await uploads.Open(found.Address, cancellationToken), "application/pdf", found.FileName);
    }
}
