using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveMethodPage(IMediator mediator, RegistrationDbContext db) : SectionPage<MethodAnswers>(mediator, db)
{
    protected override MethodAnswers? Saved(Answers answers) => answers.Method;

    protected override ICommand<Unit> Save() => new SaveMethod(ApplicationId, Version, Answers);
}
