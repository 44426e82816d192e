using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveDataProtectionPage(IMediator mediator, RegistrationDbContext db) : SectionPage<DataProtectionAnswers>(mediator, db)
{
    protected override DataProtectionAnswers? Saved(Answers answers) => answers.DataProtection;

    protected override ICommand<Unit> Save() => new SaveDataProtection(ApplicationId, Version, Answers);
}
