using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Security;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Host;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.BadInput;

/// <summary>One demonstration for all tests that look at it.</summary>
[CollectionDefinition(DemonstrationFixture.Name)]
public sealed class DemonstrationCollection : ICollectionFixture<DemonstrationFixture>;

/// <summary>
/// The organisations and people of the demonstration, told by its own steps, each stopped where its forms are: in the middle, where the
/// demonstration that people see has arrived somewhere.
/// </summary>
public sealed class DemonstrationFixture : IAsyncLifetime
{
    internal const string Name = "demonstration";

    private static readonly string[] Steps =
    [
        .. Stories.OnboardProsecutor.TakeWhile(s => s != "confirm-readiness"), // Northmoor: everything is there for the readiness review
        "choose penwith", "apply", "submit", "wait 1", "take-ownership", "accept", "wait 1", "activate-people", "invite-supplier", "set-up", "sign-agreements", "accept-authority", "answer-security", "upload-notices",
        "choose hendre", "apply", "submit", "wait 1", "take-ownership", "accept", "wait 1", "activate-people", "upload-notices", "pass-notices", "agree-dates",
        "choose fellside", "apply", "submit",
        "choose saltmarsh", "apply",
        "choose penwith", "emails-arrive",
    ];

    internal Platform Platform { get; private set; } = null!;

    internal IReadOnlyList<StoryPerson> People { get; private set; } = [];

    /// <summary>Penwith, which is in the middle of everything.</summary>
    internal Guid OrganisationId { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Platform = await Platform.Start(("SIGN_IN_FAILURES_PER_ADDRESS_PER_MINUTE", "100000"));
        await BuildingBlocks.Platform.Migrate(Platform.Services);
        var story = new Story(Platform.Services, Platform.Clock, TextWriter.Null);
        foreach (var step in Steps)
        {
            if (step == "choose fellside") await UploadEvidence(story);
            if (step == "choose penwith" && OrganisationId == Guid.Empty)
            {
                OrganisationId = story.OrganisationId;
                await Review(story);
            }
            await StoryTeller.Run(story, step);
        }
        var version = await Platform.Read<RegistrationDbContext, int>(db => db.Schedules.Where(s => s.Id == story.OrganisationId).Select(s => s.Version).SingleAsync());
        var from = WorkingDays.After(DateOnly.FromDateTime(Platform.Clock.GetUtcNow().UtcDateTime).AddDays(10), 0);
        await story.Send(story.The(Roles.TestManager), new ProposeTestingDates(story.OrganisationId, version, from, WorkingDays.After(from, 14), ""));
        await story.Send(story.The(Roles.Administrator), new KeepReferenceFile(ReferenceKind.Offences, "offences.csv", (await KeepOffences()).Address, 1, from));
        await Converse(story);
        await story.Send(story.The(Roles.OnboardingOfficer), new AskForWaiver(story.OrganisationId, 6, "They pay by hand until then.", DateOnly.FromDateTime(Platform.Clock.GetUtcNow().UtcDateTime).AddDays(10)));
        var letter = await Platform.Services.GetRequiredService<DocumentStore>().Put("%PDF-1.7 letter"u8.ToArray(), default);
        await story.Send(
            story.The(Roles.OnboardingOfficer),
            new AskForRename(story.OrganisationId, "Penwith Light Railways", DateOnly.FromDateTime(Platform.Clock.GetUtcNow().UtcDateTime), new StoredPdf("letter.pdf", letter.Address, letter.Sha256, letter.Length)));
        await RefuseMerger(story.OrganisationId, letter.Address);
        await RefuseBankChange(story.OrganisationId, letter.Address);
        await story.Send(story.The(Roles.OnboardingOfficer), new SaveView("Mine", "?owner=mine"));
        OrganisationId = story.OrganisationId;
        People = [.. story.Cast.DistinctBy(p => p.Email)];
    }

    /// <summary>A merger that was refused, by a row: another organisation of this demonstration that could go on is not accepted.</summary>
    private async Task RefuseMerger(Guid organisation, string document)
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        var (unit, now) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), Platform.Clock.GetUtcNow());
        await unit.Execute(
            """
            insert into registration_mergers (id, version, organisation_id, into_id, is_duplicate, reissue, reason_id, file_name, address, sha256, asked_by, asked_at, approved, decided_by, decided_at)
            select @id, 1, @organisation, (select id from registration_organisations where id <> @organisation limit 1), @no, @no, (select id from registration_reasons limit 1), 'letter.pdf', @document, @document,
                @id, @now, @no, @organisation, @now
            """,
            default, ("@id", Guid.CreateVersion7(now)), ("@organisation", organisation), ("@no", false), ("@document", document), ("@now", now));
    }

    /// <summary>A proposed account that was refused, by a row: the one of this organisation isn't confirmed.</summary>
    private async Task RefuseBankChange(Guid organisation, string document)
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        var (unit, now) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), Platform.Clock.GetUtcNow());
        await unit.Execute(
            """
            insert into registration_bank_changes (id, version, organisation_id, account, file_name, address, sha256, proposed_by, proposed_at, refused_by, refused_at, refusal_reason_id)
            values (@id, 1, @organisation, '{"accountName":"Penwith","sortCode":"089999","lastDigits":"37"}', 'bank.pdf', @document, @document, @organisation, @now, @id, @now, (select id from registration_reasons limit 1))
            """,
            default, ("@id", Guid.CreateVersion7(now)), ("@organisation", organisation), ("@document", document), ("@now", now));
    }

    private async Task Converse(Story story)
    {
        var (id, today) = (story.OrganisationId, DateOnly.FromDateTime(Platform.Clock.GetUtcNow().UtcDateTime));
        await story.Send(story.The(Roles.OnboardingOfficer), new AskQuestion(id, "Which depots?", today.AddDays(20)));
        await story.Send(story.The(Roles.Applicant), new AskQuestion(id, "Who signs?", null));
        var stored = await Platform.Services.GetRequiredService<DocumentStore>().Put("From: sian@tram.example\n\nIn May."u8.ToArray(), default);
        await story.Send(story.The(Roles.OnboardingOfficer), new FileEmail(id, new IncomingEmail("sian@tram.example", "Dates", Platform.Clock.GetUtcNow(), "In May.", stored.Address)));
    }

    private async Task UploadEvidence(Story story)
    {
        var open = await Platform.Read<AgreementsDbContext, SecurityAssessment>(db => db.SecurityAssessments.SingleAsync(a => a.OrganisationId == story.OrganisationId));
        var stored = await Platform.Services.GetRequiredService<DocumentStore>().Put("%PDF-1.7 evidence"u8.ToArray(), default);
        var question = CommonPlatform.Agreements.Domain.Questionnaire.Current.Questions.First(q => q.AsksForEvidence).Number;
        await story.Send(story.The(Roles.SecuritySignatory), new UploadEvidence(open.Id, open.Version, question, new StoredPdf("evidence.pdf", stored.Address, stored.Sha256, stored.Length)));
    }

    /// <summary>A pack of last quarter is out; one figure is disputed, another date proposed and an action agreed.</summary>
    private async Task Review(Story story)
    {
        var (id, now) = (story.OrganisationId, Platform.Clock.GetUtcNow());
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var pack = await Platform.Services.GetRequiredService<DocumentStore>().Put("%PDF-1.7 pack"u8.ToArray(), default);
        await using var scope = Platform.Services.CreateAsyncScope();
        var (unit, db) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<AgreementsDbContext>());
        await unit.Begin(default);
        var review = await db.ServiceReviews.SingleAsync(r => r.OrganisationId == id);
        var (hmcts, theirs) = (new ReviewParty(ReviewSide.Hmcts, Guid.Empty), new ReviewParty(ReviewSide.Organisation, Guid.Empty));
        review.WentLive(Quarter.StartOf(today).AddDays(-20));
        review.Open(now);
        review.Issue([.. ServiceMeasure.All.Select(m => Figure.NotHeld(m, m.Target([])))], pack.Address, pack.Sha256, now);
        review.Dispute(Guid.CreateVersion7(now), "M06", "It was in time", theirs, now);
        review.Propose(Guid.CreateVersion7(now), WorkingDays.After(today, 12), "Half of us are away", hmcts, now, today);
        db.ServiceActions.Add(new ServiceAction(Guid.CreateVersion7(now), review, "Show both clocks", ReviewSide.Hmcts, "Hari", today.AddDays(30), hmcts, now, today));
        await db.SaveChangesAsync();
        await unit.Commit(default);
    }

    private Task<StoredDocument> KeepOffences() => Platform.Services.GetRequiredService<DocumentStore>().Put(
        "Code,Title,Legislation,Category,Custodial Flag,PNC Flag,DVLA Code,Start Date\nQQ26001,Fly a kite over a tramway,\"Kites Act 2026, s.1\",Summary,N,Y,,2026-01-01\nSuccess\n"u8.ToArray(), default);

    /// <summary>A browser of everybody's own, signed in.</summary>
    internal async Task<IReadOnlyList<Browser>> SignInAll()
    {
        Platform.Clock.Advance(TimeSpan.FromMinutes(2)); // nobody's last code counts again
        var browsers = People.Select(p => Platform.Nobody().As(p.Email, p.Password, p.TotpSecret)).ToList();
        foreach (var browser in browsers) Assert.NotNull((await browser.SignIn("/")).Location);
        return browsers;
    }

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
