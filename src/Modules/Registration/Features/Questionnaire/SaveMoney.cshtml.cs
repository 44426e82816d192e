using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveMoneyPage(IMediator mediator, RegistrationDbContext db) : SectionPage<MoneyAnswers>(mediator, db)
{
    protected override MoneyAnswers? Saved(Answers answers) => answers.Money;

    protected override ICommand<Unit> Save() => new SaveMoney(ApplicationId, Version, Answers);
}
