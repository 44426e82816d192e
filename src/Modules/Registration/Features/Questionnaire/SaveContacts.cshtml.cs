using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveContactsPage(IMediator mediator, RegistrationDbContext db) : SectionPage<ContactAnswers>(mediator, db)
{
    protected override ContactAnswers? Saved(Answers answers) => answers.Contacts;

    protected override ICommand<Unit> Save() => new SaveContacts(ApplicationId, Version, Answers);
}
