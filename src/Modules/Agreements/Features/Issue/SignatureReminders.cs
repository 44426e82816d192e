using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Organisation;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;

namespace CommonPlatform.Agreements.Features.Issue;

/// <summary>Reminds the signatory after 3, 7 and 12 working days, and ends the request when nobody has signed in time.</summary>
internal sealed class SignatureReminders(AgreementsDbContext db, IMediator mediator, Emails emails, Site site, TimeProvider clock) : IDueHandler
{
    public const string Due = "agreements.remind";
    private const string End = "end";
    private static readonly TimeOnly Morning = new(9, 0);

    public string Kind => Due;

    public static async Task Set(DueItems due, Agreement agreement, CancellationToken cancellationToken)
    {
        foreach (var after in (int[])[3, 7, 12])
            await Set(due, agreement, after.ToString(System.Globalization.CultureInfo.InvariantCulture), WorkingDays.After(agreement.AskedAt.CivilDate(), after), cancellationToken);
        await Set(due, agreement, End, agreement.SignBy.AddDays(1), cancellationToken);
    }

    public static async Task Cancel(DueItems due, Agreement agreement, CancellationToken cancellationToken)
    {
        foreach (var what in (string[])["3", "7", "12", End]) await due.Cancel(Key(agreement, what), cancellationToken);
    }

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var (id, what) = (Guid.Parse(item.Payload[..36]), item.Payload[37..]);
        var agreement = await db.Agreements.GetAsync(id, cancellationToken);
        if (what == End) agreement.Expire(clock.GetUtcNow());
        else if (agreement.Standing == Standing.WithSignatory)
        {
            var officer = await mediator.OfficerNow(agreement, cancellationToken);
            foreach (var signatory in agreement.StillToSign()) await emails.Queue(Reminder(agreement, signatory, officer), cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    private OutgoingEmail Reminder(Agreement agreement, Signatory to, AskingOfficer? officer) => new(
        to.Email, agreement.OrganisationId, agreement.Language,
        Say.EmailReminderSubject(AgreementKinds.Title(agreement.Kind), agreement.SignBy),
        Say.EmailDear(to.Name),
        Say.EmailReminder(AgreementKinds.Title(agreement.Kind), agreement.Particulars.OrganisationName, officer.WhoAsks(), agreement.SignBy),
        Say.Link(site.Link($"/org/agreements/{agreement.Id:D}")),
        Say.EmailSignOther,
        officer.WhomToCall());

    private static Task Set(DueItems due, Agreement agreement, string what, DateOnly on, CancellationToken cancellationToken) => due.Set(
        new DueItem(Key(agreement, what), Due, agreement.OrganisationId, on.InLondon(Morning), $"{agreement.Id:D} {what}"), cancellationToken);

    private static string Key(Agreement agreement, string what) => $"agreements.remind {agreement.Id:D} {what}";
}
