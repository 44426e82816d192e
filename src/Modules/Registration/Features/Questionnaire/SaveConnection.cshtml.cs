using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Registration;

/// <summary>Working out the earliest test date keeps what was typed and saves nothing.</summary>
[Needs(Policy.Apply)]
internal sealed class SaveConnectionPage(IMediator mediator, RegistrationDbContext db, TimeProvider clock) : SectionPage<ApiAnswers>(mediator, db)
{
    /// <summary>What lead time and start, as they stand on the page, make of the earliest test date.</summary>
    public DateOnly? Earliest => Answers.EarliestStart is not null && Formats.Number(Answers.LeadTimeWeeks) is <= 104
        ? (Answers with { Ability = "planned" }).EarliestTesting(clock.GetUtcNow().CivilDate())
        : null;

    public string Here => $"{Section.Connection.Page()}?handler=WorkOut{(Way.Length == 0 ? "" : "&return=check")}#earliest";

    public IActionResult OnPostWorkOut()
    {
        ModelState.Clear();
        ViewData["Back"] = Back;
        return Page();
    }

    protected override bool Asks(Answers answers) => answers.Api?.Builds == true;

    protected override ApiAnswers? Saved(Answers answers) => answers.Api;

    protected override ICommand<Unit> Save() => new SaveConnection(ApplicationId, Version, Answers);
}
