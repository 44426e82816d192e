using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveOrganisationPage(IMediator mediator, RegistrationDbContext db) : SectionPage<OrganisationAnswers>(mediator, db)
{
    protected override OrganisationAnswers? Saved(Answers answers) =>
        answers.Organisation is { } saved ? saved with { HasOuCode = saved.HasOuCode ?? (saved.OuCode.Length > 0 ? true : null) } : null;

    protected override ICommand<Unit> Save() => new SaveOrganisation(ApplicationId, Version, Answers);
}
