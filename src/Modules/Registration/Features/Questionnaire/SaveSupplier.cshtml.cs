using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveSupplierPage(IMediator mediator, RegistrationDbContext db) : SectionPage<ApiAnswers>(mediator, db)
{
    protected override string Next => Section.Connection.Page() + Way;

    protected override bool Asks(Answers answers) => answers.Api?.Builds == true;

    protected override ApiAnswers? Saved(Answers answers) => answers.Api;

    protected override ICommand<Unit> Save() => new SaveSupplier(ApplicationId, Version, Answers);
}
