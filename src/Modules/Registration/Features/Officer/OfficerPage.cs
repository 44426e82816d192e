using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>A page in the frame about one organisation, with the navigation between its pages.</summary>
internal interface IOrganisationPage : IOrganisationFrame
{
    OnboardingCase Case { get; }

    Guid IOrganisationFrame.Id => Case.Id;

    string IOrganisationFrame.OrganisationName => Case.Name;

    string IOrganisationFrame.OrganisationReference => Case.Reference;

    string IOrganisationFrame.OrganisationStage => Case.Stage.Code();
}

/// <summary>A page about one organisation: who it is and where it stands, for the frame that all of them share.</summary>
internal abstract class OfficerPage(RegistrationDbContext db, CurrentActor current, IMediator mediator, IWorkflows workflows) : PageModel, IOrganisationPage
{
    [FromRoute] public Guid Id { get; set; }
    public OnboardingCase Case { get; private set; } = null!;
    public Onboarding Onboarding { get; private set; } = null!;
    public Application Latest { get; private set; } = null!;
    public string? Owner { get; private set; }
    public bool MayDecide => Policy.DecideRegistration.Allows(current.Actor);
    protected Actor Actor => current.Actor;
    protected RegistrationDbContext Db => db;
    protected IMediator Mediator => mediator;

    protected async Task Load(CancellationToken cancellationToken)
    {
        Case = await db.Cases.AsNoTracking().VisibleTo(current.Actor).GetAsync(Id, cancellationToken);
        Onboarding = new Onboarding(Case, (await workflows.Describe(Onboarding.Definition, [Id], cancellationToken)).GetValueOrDefault(Id));
        Latest = await db.Applications.AsNoTracking().Of(Id).FirstAsync(cancellationToken);
        Owner = Case.OwnerId is { } owner ? (await mediator.Names([owner], cancellationToken)).GetValueOrDefault(owner) : null;
    }
}

/// <summary>Names of people for tables and timelines.</summary>
internal static class Naming
{
    public static async Task<IReadOnlyDictionary<Guid, string>> Names(this IMediator mediator, IEnumerable<Guid?> people, CancellationToken cancellationToken)
    {
        var ids = people.OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<Guid, string>() : (await mediator.Send(new NamePeople(ids), cancellationToken)).ToDictionary(p => p.PersonId, p => p.Name);
    }
}
