using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveApiPage(IMediator mediator, RegistrationDbContext db) : SectionPage<ApiAnswers>(mediator, db)
{
    protected override string Next => Answers.Builds ? Section.Supplier.Page() + Way : Back;

    protected override ApiAnswers? Saved(Answers answers) => answers.Api;

    protected override ICommand<Unit> Save() => new SaveApi(ApplicationId, Version, Answers);
}
