using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveServicePage(IMediator mediator, RegistrationDbContext db) : SectionPage<PeopleAnswers>(mediator, db)
{
    protected override PeopleAnswers? Saved(Answers answers) => answers.People;

    protected override ICommand<Unit> Save() => new SaveService(ApplicationId, Version, Answers);
}
