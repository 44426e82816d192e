using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Organisation;

/// <summary>A page about one agreement of the person's own organisation.</summary>
internal abstract class AgreementPage(AgreementsDbContext db, CurrentActor current, TimeProvider clock, IMediator mediator) : PageModel
{
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    public Agreement Agreement { get; private set; } = null!;

    public Text Title => AgreementKinds.Title(Agreement.Kind);

    protected AgreementsDbContext Db => db;

    protected Actor Actor => current.Actor;

    protected IMediator Mediator => mediator;

    /// <summary>Whether this person is the one who is asked to sign.</summary>
    public bool IsMine => Agreement.PartyOf(current.Actor.PersonId) is not null;

    public bool HasExpired => Agreement.HasExpired(clock.GetUtcNow());

    public bool CanSign => Agreement.CanBeSignedBy(current.Actor.PersonId, clock.GetUtcNow());

    /// <summary>The person as named when it was issued; null for a colleague who may read it.</summary>
    public Signatory? Me => Agreement.Signatories().FirstOrDefault(s => s.PersonId == current.Actor.PersonId);

    public Signature? MySignature => Agreement.PartyOf(current.Actor.PersonId) is { } party ? Agreement.SignatureOf(party) : null;

    /// <summary>The plain summary, with what was agreed otherwise for this organisation.</summary>
    public IReadOnlyList<string> Summary =>
        [.. AgreementTexts.Summary(Agreement.Kind, Language.Current), .. Agreement.Particulars.Targets().Select(t => t.Sentence(Language.Current).ToString())];

    protected async Task LoadAsync(CancellationToken cancellationToken)
    {
        Agreement = await Readable(cancellationToken) ?? await Refused(cancellationToken);
        Version = Agreement.Version;
        if (current.Actor.Organisations().Count > 1) this.Remember(Agreement.OrganisationId); // the way back leads to the same organisation
    }

    /// <summary>Whoever sends a signature that nobody asked them for leaves a trace before they are refused.</summary>
    protected async Task NoteUnlessMine(CancellationToken cancellationToken)
    {
        if ((await Readable(cancellationToken))?.PartyOf(current.Actor.PersonId) is null) await mediator.Send(new NoteForeignLink(Id), cancellationToken);
    }

    private Task<Agreement?> Readable(CancellationToken cancellationToken) =>
        db.Agreements.AsNoTracking().Of(current.Actor).SingleOrDefaultAsync(a => a.Id == Id, cancellationToken);

    private async Task<Agreement> Refused(CancellationToken cancellationToken)
    {
        await mediator.Send(new NoteForeignLink(Id), cancellationToken);
        throw new NotFoundException();
    }
}
