using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveRegionsPage(IMediator mediator, RegistrationDbContext db) : SectionPage<RegionAnswers>(mediator, db)
{
    protected override RegionAnswers? Saved(Answers answers) => answers.Regions;

    protected override ICommand<Unit> Save() => new SaveRegions(ApplicationId, Version, Answers);
}
