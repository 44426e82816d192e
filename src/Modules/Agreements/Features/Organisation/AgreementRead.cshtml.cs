using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;

namespace CommonPlatform.Agreements.Features.Organisation;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class AgreementRead(AgreementsDbContext db, CurrentActor current, TimeProvider clock, DocumentStore store, IMediator mediator) : AgreementPage(db, current, clock, mediator)
{
    public ReadingText Text { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Agreement.ReadingCopy is not { } copy) throw new NotFoundException();
        Text = await ReadingCopy.Read(store, copy, Language.Current, cancellationToken);
    }
}
