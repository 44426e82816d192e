using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Shares by local justice area, typed one a line; whoever doesn't know the areas yet gives the regions.</summary>
[Needs(Policy.Apply)]
internal sealed class SaveRegionsPage(IMediator mediator, RegistrationDbContext db, ReferenceLists lists) : SectionPage<RegionAnswers>(mediator, db)
{
    public JusticeAreaList Known { get; private set; } = JusticeAreaList.Shipped;
    public Text? Age { get; private set; }

    /// <summary>Called by the view, since the page is shown after refusals too.</summary>
    public async Task Load(CancellationToken cancellationToken)
    {
        Known = await lists.JusticeAreas(cancellationToken);
        Age = await lists.Age(ReferenceKind.JusticeAreas, cancellationToken);
    }

    protected override RegionAnswers? Saved(Answers answers) => answers.Regions;

    protected override ICommand<Unit> Save() => new SaveRegions(ApplicationId, Version, Answers);
}
