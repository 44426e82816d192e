using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Sends the links by which main email addresses are confirmed; at most a few a day, so that nobody floods a stranger's address through us.</summary>
internal sealed class MainEmails(RegistrationDbContext db, IMediator mediator, Emails emails, Site site, TimeProvider clock)
{
    private const int MostADay = 5;

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>After the address was saved: sends the link unless it was sent before. An address by which one of the organisation's people signs in is confirmed already.</summary>
    public async Task Saved(Application application, string email, CancellationToken cancellationToken)
    {
        if (await Find(application.OrganisationId, email, cancellationToken) is not null || await SentToday(application.OrganisationId, cancellationToken) >= MostADay) return;
        var (now, id) = (clock.GetUtcNow(), application.OrganisationId);
        var check = new MainEmailCheck(Guid.CreateVersion7(now), id, email, now);
        db.MainEmailChecks.Add(check);
        if ((await mediator.Send(new FindPeople(id), cancellationToken)).Any(p => p.Activated is not null && p.Email.Equals(email, StringComparison.OrdinalIgnoreCase))) check.Confirm(now);
        else await Send(check, application, cancellationToken);
    }

    /// <summary>Once more, because somebody asked for it; the link before counts no longer.</summary>
    public async Task Again(Application application, CancellationToken cancellationToken)
    {
        Rule.Require(await SentToday(application.OrganisationId, cancellationToken) < MostADay, Say.MainEmailTooManyToday);
        var email = application.Answers.Contacts?.MainEmail ?? throw new NotFoundException();
        if (await Find(application.OrganisationId, email, cancellationToken) is { } sent) await Send(sent, application, cancellationToken);
        else await Saved(application, email, cancellationToken);
    }

    /// <summary>How it stands with the address that is in the answers; null where nothing was sent.</summary>
    public Task<MainEmailCheck?> Of(Application application, CancellationToken cancellationToken) =>
        application.Answers.Contacts is { } contacts ? Find(application.OrganisationId, contacts.MainEmail, cancellationToken) : Task.FromResult<MainEmailCheck?>(null);

    private async Task Send(MainEmailCheck check, Application application, CancellationToken cancellationToken)
    {
        var (now, token) = (clock.GetUtcNow(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        check.Send(Hash(token), now);
        var name = application.Answers.Organisation?.LegalName is { Length: > 0 } legal ? legal : await db.Cases.Where(c => c.Id == application.OrganisationId).Select(c => c.Name).SingleAsync(cancellationToken);
        await emails.Queue(
            new OutgoingEmail(
                check.Email, application.OrganisationId, application.Language, Say.MainEmailSubject(name),
                Say.MainEmailText(name), Say.MainEmailFollow(site.Link($"/confirm-email/{token}")), Say.MainEmailUntil((now + MainEmailCheck.Lasts).CivilDate()), Say.MainEmailNotYou, Say.EmailFrom),
            cancellationToken);
    }

    private Task<MainEmailCheck?> Find(Guid organisationId, string email, CancellationToken cancellationToken) =>
        db.MainEmailChecks.SingleOrDefaultAsync(c => c.OrganisationId == organisationId && c.Email == email, cancellationToken);

    private Task<int> SentToday(Guid organisationId, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().AddDays(-1);
        return db.MainEmailChecks.CountAsync(c => c.OrganisationId == organisationId && c.SentAt > since, cancellationToken);
    }
}
