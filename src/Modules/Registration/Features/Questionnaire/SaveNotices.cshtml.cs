using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveNoticesPage(IMediator mediator, RegistrationDbContext db) : SectionPage<NoticeAnswers>(mediator, db)
{
    protected override NoticeAnswers? Saved(Answers answers) => answers.Notices;

    protected override ICommand<Unit> Save() => new SaveNotices(ApplicationId, Version, Answers);
}
