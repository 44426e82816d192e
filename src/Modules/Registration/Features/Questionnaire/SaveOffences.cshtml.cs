using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Registration;

/// <summary>Codes typed or pasted, each with its own result, and a search of the list by words, Act and section. Searching and adding keep what was typed and save nothing.</summary>
[Needs(Policy.Apply)]
internal sealed class SaveOffencesPage(IMediator mediator, RegistrationDbContext db, ReferenceLists lists, TimeProvider clock)
    : SectionPage<OffenceAnswers>(mediator, db)
{
    public const int MostFound = 25;

    [BindProperty] public string Find { get; set; } = "";
    [BindProperty] public string Add { get; set; } = "";
    [BindProperty] public IFormFile? Upload { get; set; }

    /// <summary>What an uploaded file says, row by row; it was tried and nothing is saved.</summary>
    public IReadOnlyList<OffenceRow> Rows { get; private set; } = [];
    public bool Tried { get; private set; }
    public IReadOnlyList<Offence>? Found { get; private set; }
    public IReadOnlyList<OffenceResult> Results { get; private set; } = [];
    public Text? Age { get; private set; }

    public string Here(string handler) => $"/application/offences?handler={handler}{(Back == "/application" ? "" : "&return=check")}";

    public async Task<IActionResult> OnPostFindAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Found = (await lists.Offences(cancellationToken)).Search(Find, clock.GetUtcNow().CivilDate(), MostFound);
        return Page();
    }

    /// <summary>A file that is chosen and not yet tried isn't passed over.</summary>
    public override Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Upload is null ? base.OnPostAsync(cancellationToken) : OnPostTryAsync(cancellationToken);

    /// <summary>Tries a file: when every row is right its codes stand in the box, to be saved; else each row says what is wrong with it.</summary>
    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Upload is null || Upload.Length == 0) throw new InvalidInputException([(nameof(Upload), Common.UploadChooseFile)]);
        if (Upload.Length > OffenceFile.MostMegabytes * 1024L * 1024L) throw new InvalidInputException([(nameof(Upload), Common.UploadTooBig(OffenceFile.MostMegabytes))]);
        await using var content = Upload.OpenReadStream();
        Rows = OffenceFile.Read(content, await lists.Offences(cancellationToken), clock.GetUtcNow().CivilDate(), nameof(Upload));
        if (Rows.Where(r => r.Fault is not null).Take(20).ToList() is { Count: > 0 } wrong)
            throw new InvalidInputException([.. wrong.Select(r => (nameof(Upload), Say.OffenceRowWrong(r.Line, r.Fault!)))]);
        Answers = new OffenceAnswers { Codes = Formats.OffenceText(Rows.Select(r => (r.Code, r.Cases.Length > 0 ? Formats.Number(r.Cases) : null))) };
        Tried = true;
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken)
    {
        Answers = new OffenceAnswers { Codes = Formats.OffenceText(Formats.OffenceLines($"{Answers.Codes}\n{Add}")) };
        return await OnPostFindAsync(cancellationToken);
    }

    /// <summary>Called by the view, since the page is made by several handlers, and after refusals too.</summary>
    public async Task Judge(CancellationToken cancellationToken)
    {
        var (list, today) = (await lists.Offences(cancellationToken), clock.GetUtcNow().CivilDate());
        Results = [.. Answers.List.Take(SaveOffences.Most).Select(c => OffenceResult.Of(c, list, today))];
        Age = await lists.Age(ReferenceKind.Offences, cancellationToken);
    }

    protected override OffenceAnswers? Saved(Answers answers) => answers.Offences;

    protected override ICommand<Unit> Save() => new SaveOffences(ApplicationId, Version, Answers);
}

/// <summary>What the list says of one code.</summary>
internal sealed record OffenceResult(string Code, Offence? Offence, Text Word, string Colour)
{
    public static OffenceResult Of(string code, OffenceList list, DateOnly today) => (Formats.IsOffenceCode(code), list.Find(code)) switch
    {
        (false, _) => new(code, null, Say.ResultNoCode, "red"),
        (_, null) => new(code, null, Say.ResultUnknown, "red"),
        (_, { } offence) when !offence.IsInForce(today) => new(code, offence, Say.ResultNotInForce, "red"),
        (_, { SuitsSjp: true } offence) => new(code, offence, Say.ResultSuitsSjp, "green"),
        (_, { } offence) => new(code, offence, Say.ResultNotForSjp, "blue"),
    };
}
