using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveVolumesPage(IMediator mediator, RegistrationDbContext db) : SectionPage<VolumeAnswers>(mediator, db)
{
    protected override VolumeAnswers? Saved(Answers answers) => answers.Volumes;

    protected override ICommand<Unit> Save() => new SaveVolumes(ApplicationId, Version, Answers);
}
