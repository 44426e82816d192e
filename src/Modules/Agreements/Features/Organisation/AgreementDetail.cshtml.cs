using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Withdrawal;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class AgreementDetail(AgreementsDbContext db, CurrentActor current, TimeProvider clock, DocumentStore store, HtmlToPdf pdf, IMediator mediator) : AgreementPage(db, current, clock, mediator)
{
    private readonly AgreementsDbContext db = db;

    /// <summary>Why the document can't be made, so that nobody waits for it in vain.</summary>
    public Text? CanNotBeMade { get; private set; }

    public int Minutes { get; private set; }
    public string? Reason { get; private set; }
    public string? Answer { get; private set; }
    public IReadOnlyList<NovationNote> Notes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Agreement.ReadingCopy is { } copy) Minutes = (await ReadingCopy.Read(store, copy, Language.Current, cancellationToken)).Minutes;
        if (Agreement.Standing == Domain.Standing.Preparing) CanNotBeMade = await pdf.WarmUp();
        Notes = await NovationNote.Of(db, Mediator, Agreement, cancellationToken);
        Reason = await Words(Agreement.ClosingReasonId, cancellationToken);
        Answer = await Words(Agreement.AnswerId, cancellationToken);
    }

    private Task<string?> Words(Guid? reason, CancellationToken cancellationToken) =>
        db.Reasons.Where(r => r.Id == reason).Select(r => r.Text).FirstOrDefaultAsync(cancellationToken);
}
