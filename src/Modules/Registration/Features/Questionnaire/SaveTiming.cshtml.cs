using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveTimingPage(IMediator mediator, RegistrationDbContext db, TimeProvider clock) : SectionPage<TimingAnswers>(mediator, db)
{
    public Text Earliest => Whole.Api is { Builds: true } api && Whole.Has(Section.Connection)
        ? Say.EarliestTestingIs(api.EarliestTesting(clock.GetUtcNow().CivilDate()))
        : Say.EarliestTestingByHand;

    public IEnumerable<SelectListItem> Quarters => TimingAnswers.Quarters(clock.GetUtcNow().CivilDate()).Select(q => new SelectListItem(Words.Quarter(q).ToString(), q));

    protected override TimingAnswers? Saved(Answers answers) => answers.Timing;

    protected override ICommand<Unit> Save() => new SaveTiming(ApplicationId, Version, Answers);
}
