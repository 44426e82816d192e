using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// Takes in an email of the inbox's folder: it is filed with the organisation whose reference stands in its subject, and the owner is told; any
/// other waits for an officer. Anybody can write a reference into a subject, so only what comes from an address of the organisation's own people
/// is shared with it; what others write about it is for HMCTS alone. A report that an email of ours bounced is kept with that email. False when it was
/// taken in before.
/// </summary>
[Needs(Policy.Internal)]
internal sealed record TakeInEmail(string MessageKey, IncomingEmail? Email, string Document, InboxTrouble? Trouble, BounceReport? Bounce = null) : ICommand<bool>
{
    internal sealed class Handler(RegistrationDbContext db, IMediator mediator, OnboardingEmail email, Emails emails, Site site, TimeProvider clock) : IRequestHandler<TakeInEmail, bool>
    {
        public async Task<bool> Handle(TakeInEmail command, CancellationToken cancellationToken)
        {
            if (await db.Inbox.AnyAsync(e => e.MessageKey == command.MessageKey, cancellationToken)) return false;
            var now = clock.GetUtcNow();
            if (command.Bounce is { } bounce && await Bounced(bounce, cancellationToken) is { } unreached)
            {
                unreached.EmailBounced(bounce.Status);
                db.Inbox.Add(InboxEmail.OfBounce(Guid.CreateVersion7(now), command.MessageKey, now));
                await db.SaveChangesAsync(cancellationToken);
                return true;
            }
            var (about, trouble) = command.Bounce is not null ? (null, InboxTrouble.UnknownBounce) : command.Email is { } read ? await About(read.Subject, cancellationToken) : (null, command.Trouble);
            var arrived = new InboxEmail(Guid.CreateVersion7(now), command.MessageKey, command.Email, command.Document, trouble, now);
            db.Inbox.Add(arrived);
            if (about is not null)
                db.Conversation.Add(arrived.File(Guid.CreateVersion7(now), about.Id, await IsTheirs(about.Id, arrived.Sender, cancellationToken), by: null, now));
            await db.SaveChangesAsync(cancellationToken);
            if (about is not null) await email.ToHmcts(about.Id, [], $"/officer/org/{about.Id}/conversation", Say.EmailFiledSubject(about.Name), Say.EmailFiledText(about.Name));
            return true;
        }

        /// <summary>The organisation that the email was about; null where it wasn't ours, or about none.</summary>
        private async Task<OnboardingCase?> Bounced(BounceReport bounce, CancellationToken cancellationToken) =>
            bounce.KeyAt(site.EmailDomain) is { } key && await emails.Bounced(key, bounce.Status, cancellationToken) is { } subject ? await db.Cases.SingleOrDefaultAsync(c => c.Id == subject, cancellationToken) : null;

        private async Task<(OnboardingCase? About, InboxTrouble? Trouble)> About(string subject, CancellationToken cancellationToken)
        {
            var written = OrganisationReference.In(subject);
            var right = written.Where(OrganisationReference.IsRight).ToList();
            if (right.Count != 1) return (null, right.Count > 1 ? InboxTrouble.SeveralReferences : written.Count > 0 ? InboxTrouble.WrongReference : InboxTrouble.NoReference);
            var about = await db.Cases.SingleOrDefaultAsync(c => c.Reference == right[0], cancellationToken);
            return (about, about is null ? InboxTrouble.UnknownReference : null);
        }

        private async Task<bool> IsTheirs(Guid organisationId, string sender, CancellationToken cancellationToken) =>
            (await mediator.Send(new FindPeople(organisationId), cancellationToken)).Any(p => Inbox.AddressOf(sender).Equals(p.Email, StringComparison.OrdinalIgnoreCase));
    }
}
