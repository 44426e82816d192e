using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveVolumesPage(IMediator mediator, RegistrationDbContext db) : SectionPage<VolumeAnswers>(mediator, db)
{
    public IEnumerable<SelectListItem> Months => VolumeAnswers.Months.Select(m => new SelectListItem(Words.Month(m).ToString(), m));

    /// <summary>Called by the view: each month has its field, whatever was posted.</summary>
    public void ShowMonths() => Answers = Answers.WithMonths();

    protected override VolumeAnswers? Saved(Answers answers) => answers.Volumes;

    protected override ICommand<Unit> Save() => new SaveVolumes(ApplicationId, Version, Answers);
}
