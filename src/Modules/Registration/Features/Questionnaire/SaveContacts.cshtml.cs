using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>How to reach the organisation; the main email address is confirmed by a link that is sent to it.</summary>
[Needs(Policy.Apply)]
internal sealed class SaveContactsPage(IMediator mediator, RegistrationDbContext db, MainEmails mainEmails) : SectionPage<ContactAnswers>(mediator, db)
{
    private readonly IMediator mediator = mediator;
    private readonly RegistrationDbContext db = db;

    public MainEmailCheck? Sent { get; private set; }

    /// <summary>Called by the view, since the page is shown after refusals too.</summary>
    public async Task Load(CancellationToken cancellationToken)
    {
        if (await db.Applications.AsNoTracking().SingleOrDefaultAsync(a => a.Id == ApplicationId, cancellationToken) is { Answers.Contacts: not null } application)
            Sent = await mainEmails.Of(application, cancellationToken);
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new SendMainEmailLink(ApplicationId), cancellationToken);
        return Redirect("/application/contacts");
    }

    protected override ContactAnswers? Saved(Answers answers) => answers.Contacts;

    protected override ICommand<Unit> Save() => new SaveContacts(ApplicationId, Version, Answers);
}
