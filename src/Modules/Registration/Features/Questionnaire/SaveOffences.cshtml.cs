using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveOffencesPage(IMediator mediator, RegistrationDbContext db) : SectionPage<OffenceAnswers>(mediator, db)
{
    protected override OffenceAnswers? Saved(Answers answers) => answers.Offences;

    protected override ICommand<Unit> Save() => new SaveOffences(ApplicationId, Version, Answers);
}
