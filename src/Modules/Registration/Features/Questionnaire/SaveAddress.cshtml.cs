using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveAddressPage(IMediator mediator, RegistrationDbContext db) : SectionPage<AddressAnswers>(mediator, db)
{
    protected override AddressAnswers? Saved(Answers answers) => answers.Address;

    protected override ICommand<Unit> Save() => new SaveAddress(ApplicationId, Version, Answers);
}
