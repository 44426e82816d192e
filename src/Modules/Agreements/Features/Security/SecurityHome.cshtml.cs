using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Features.Security;

[Needs(Policy.ReadOwnOnboarding)]
internal sealed class SecurityHome(AgreementsDbContext db, CurrentActor current, Uploads uploads) : SecurityPage(db, current)
{
    public bool Exists { get; private set; }

    public IReadOnlyList<EvidenceFile> Infected { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Exists = await FindAsync(cancellationToken);
        if (Exists && Assessment.IsToAnswer) Infected = await uploads.InfectedOf(Assessment, cancellationToken);
    }

    public int Answered(Section section) => section.Questions.Count(q => q.IsComplete(Assessment.AnswerTo(q.Number)));

    public (Text Words, string Colour) Progress(Section section) => (Answered(section), Assessment.SectionsSaved.Contains(section.Id)) switch
    {
        (var n, true) when n == section.Questions.Count => (Say.SectionDone, "green"),
        ( > 0, false) => (Say.SectionToConfirm, "yellow"),
        (0, _) => (Say.SectionNotStarted, "grey"),
        (var n, _) => (Say.SectionSome(n, section.Questions.Count), "blue"),
    };
}
