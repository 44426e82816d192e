using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Workflow;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CommonPlatform.Registration;

/// <summary>The questionnaire as it came in last.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class OrganisationAnswersPage(RegistrationDbContext db, Uploads uploads, MainEmails mainEmails, CurrentActor current, IMediator mediator, IWorkflows workflows) : OfficerPage(db, current, mediator, workflows)
{
    public MainEmailCheck? MainEmail { get; private set; }
    public IReadOnlyList<ApplicationFile> Refused { get; private set; } = [];
    public IReadOnlyList<NameChange> Renamed { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        MainEmail = await mainEmails.Of(Latest, cancellationToken);
        var refused = await uploads.Refused(cancellationToken);
        Refused = [.. Latest.Files.Where(f => refused.Contains(f.Address))];
        Renamed = await Db.Renamed(Id, cancellationToken);
    }

    /// <summary>A document of proof, the present one or one that another took the place of.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid file, CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        var found = Latest.Files.SingleOrDefault(f => f.Id == file) ?? throw new NotFoundException();
        return File(await uploads.Open(found.Address, cancellationToken), "application/pdf", found.FileName);
    }
}
