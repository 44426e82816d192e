using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Registration.Demonstration;

/// <summary>How an invented organisation is stopped, leaves, or never gets there; the steps that judge fail where the end did not come about.</summary>
internal static class ExitSteps
{
    private const int DaysOfNotice = 14;
    private const string NewName = "Northmoor Railways";

    public static IReadOnlyDictionary<string, Step> All { get; } = new Dictionary<string, Step>
    {
        ["suspend"] = Suspend,
        ["reinstate"] = ReinstateThem,
        ["give-notice"] = GiveTheNotice,
        ["off-board"] = OffBoard,
        ["withdraw"] = Withdraw,
        ["let-lapse"] = LetLapse,
        ["appeal"] = MakeTheAppeal,
        ["dismiss-appeal"] = DismissAppeal,
        ["re-open"] = ReOpen,
        ["rename"] = Rename,
        ["merge"] = Merge,
        ["require-suspended"] = story => Require(story, Stage.Suspended, submits: false),
        ["require-reinstated"] = story => Require(story, Stage.EarlyLife, submits: true),
        ["require-closed"] = story => Require(story, Stage.Closed, submits: false),
        ["require-withdrawn"] = story => Require(story, Stage.Withdrawn, submits: false),
        ["require-lapsed"] = story => Require(story, Stage.Lapsed, submits: false),
        ["require-reopened"] = story => Require(story, Stage.Accepted, submits: false),
        ["require-renamed"] = RequireRenamed,
        ["require-merged"] = RequireMerged,
        ["require-rejected"] = story => Require(story, Stage.Rejected, submits: false),
    };

    private static async Task Suspend(Story story)
    {
        await story.Send(story.The(Roles.OnboardingOfficer), new AskForSuspension(story.OrganisationId, SuspensionScope.All, "terms", "Accounts were shared. Give each user an account of their own."));
        var asked = await Latest(story);
        await story.Send(story.The(Roles.SeniorOnboardingManager), new DecideSuspension(asked.Id, asked.Version, Approve: true, ""));
        story.Tell("An officer asks to suspend the organisation, and a senior onboarding manager does so: nobody of it can come in.");
    }

    private static async Task ReinstateThem(Story story)
    {
        var standing = await Latest(story);
        await story.Send(story.The(Roles.SeniorOnboardingManager), new Reinstate(standing.Id, standing.Version, "Each user has an account; the shared ones are closed."));
        story.Tell("What it was for is put right, every blocking gate is open, and the organisation is reinstated.");
    }

    private static async Task GiveTheNotice(Story story)
    {
        var last = story.Clock.GetUtcNow().CivilDate().AddDays(DaysOfNotice);
        await story.Send(story.The(Roles.AccountablePerson), new GiveNotice(story.OrganisationId, last, "Another authority takes our cases over.", Confirmed: true));
        story.Tell($"The organisation gives notice: its last day is {BuildingBlocks.Words.Dates.Word(last, Language.English)}.");
    }

    /// <summary>Waits for the night after the last day, then works through the checklist.</summary>
    private static async Task OffBoard(Story story)
    {
        await story.Wait(DaysOfNotice + 1);
        var officer = story.The(Roles.OnboardingOfficer);
        foreach (var item in Departure.ByHand)
        {
            var open = await Departing(story);
            await story.Send(officer, new CheckDeparture(open.Id, open.Version, item, "Seen with the organisation on its last day."));
        }
        await story.Send(officer, new TakeEvidencePack(story.OrganisationId));
        var departure = await Departing(story);
        await story.Send(officer, new CloseAccounts(departure.Id, departure.Version));
        await story.Send(story.The(Roles.SeniorOnboardingManager), new CloseOrganisation(departure.Id, (await Departing(story)).Version));
        story.Tell("The last day is over: the checklist is done, and a senior onboarding manager closes the organisation. Nothing is deleted.");
    }

    private static async Task Withdraw(Story story)
    {
        var application = await Newest(story);
        await story.Send(story.The(Roles.Applicant), new WithdrawApplication(application.Id, application.Version, "We bring too few cases this year.", Confirmed: true));
        story.Tell("The organisation withdraws its application.");
    }

    /// <summary>After all: what was accepted and withdrawn goes on where it stood.</summary>
    private static async Task ReOpen(Story story)
    {
        var withdrawn = await Newest(story);
        await story.Send(story.The(Roles.OnboardingOfficer), new ReopenAccepted(story.OrganisationId, withdrawn.Version, "Their board changed its mind and writes so."));
        story.Tell("An officer opens the withdrawn application again, with a reason: what was reached holds on.");
    }

    private static async Task Rename(Story story)
    {
        var letter = await GoLiveSteps.Pdf(story, "Certificate", "An invented certificate of a change of name.");
        await story.Send(story.The(Roles.OnboardingOfficer), new AskForRename(story.OrganisationId, NewName, story.Clock.GetUtcNow().CivilDate(), letter));
        var asked = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().NameChanges.AsNoTracking().SingleAsync(c => c.OrganisationId == story.OrganisationId && c.Approved == null));
        await story.Send(story.The(Roles.SeniorOnboardingManager), new DecideRename(asked.Id, asked.Version, Approve: true, ""));
        story.Tell($"An officer asks to change the name to {NewName}, and a senior onboarding manager does so.");
    }

    private static async Task RequireRenamed(Story story)
    {
        await Require(story, Stage.EarlyLife, submits: true);
        var (name, before) = await story.Ask(async s => (
            await s.GetRequiredService<RegistrationDbContext>().Cases.Where(c => c.Id == story.OrganisationId).Select(c => c.Name).SingleAsync(),
            await s.GetRequiredService<RegistrationDbContext>().NameChanges.Where(c => c.OrganisationId == story.OrganisationId && c.Approved == true).Select(c => c.Before).SingleOrDefaultAsync()));
        if (name != NewName || before is null) throw new InvalidOperationException($"The organisation is called {name}.");
        story.Tell($"It is called {name}, and known as {before} before.");
    }

    private static async Task LetLapse(Story story)
    {
        await story.Wait(61);
        story.Tell("Nobody goes on with the questionnaire for 60 days: it lapses.");
    }

    private static async Task MakeTheAppeal(Story story)
    {
        var application = await Newest(story);
        await story.Send(story.The(Roles.Applicant), new MakeAppeal(application.Id, application.Version, "From April on we bring our cases ourselves."));
        story.Tell("The organisation appeals.");
    }

    private static async Task DismissAppeal(Story story)
    {
        var appeal = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Appeals.AsNoTracking().SingleAsync(a => a.OrganisationId == story.OrganisationId));
        await story.Send(story.The(Roles.SeniorOnboardingManager), new DecideAppeal(story.OrganisationId, appeal.Version, Upheld: false, "Apply again in April: today another prosecutor brings them."));
        story.Tell("A senior onboarding manager who had no part in the rejection dismisses the appeal, with a reason.");
    }

    /// <summary>The present organisation into the one that came before it.</summary>
    private static async Task Merge(Story story)
    {
        var into = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Cases.AsNoTracking().Where(c => c.Id != story.OrganisationId).OrderBy(c => c.Reference).FirstAsync());
        var order = await GoLiveSteps.Pdf(story, "Order", "An invented order that joins the two.");
        await story.Send(story.The(Roles.OnboardingOfficer), new AskForMerger(story.OrganisationId, into.Reference, [], Reissue: false, "An order of the minister joins the two.", order));
        var asked = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Mergers.AsNoTracking().SingleAsync(m => m.OrganisationId == story.OrganisationId));
        await story.Send(story.The(Roles.SeniorOnboardingManager), new DecideMerger(asked.Id, asked.Version, Approve: true, ""));
        story.Notes["goes-on"] = into.Id.ToString();
        story.Tell($"An officer asks to merge it into {into.Name}, and a senior onboarding manager does so: its agreements pass by novation notes.");
    }

    private static async Task RequireMerged(Story story)
    {
        await Require(story, Stage.Merged, submits: false);
        var goesOn = Guid.Parse(story.Notes["goes-on"]);
        if (!(await story.Arrange(new DescribeSubmissions(goesOn))).Allowed) throw new InvalidOperationException("The organisation that goes on can't submit.");
        var notes = (await story.Arrange(new FindSealedDocuments(goesOn))).Where(d => d.Kind.StartsWith("novation-note-", StringComparison.Ordinal)).ToList();
        foreach (var note in notes)
        {
            var report = await story.Ask(async s => PdfVerifier.Verify(await s.GetRequiredService<DocumentStore>().Read(note.Address, default), s.GetRequiredService<Keys>().Trust));
            if (!report.IsValid) throw new InvalidOperationException($"A novation note does not verify: {string.Join("; ", report.Problems)}");
        }
        if (notes.Count != 3) throw new InvalidOperationException($"There are {notes.Count} novation notes, not 3.");
        story.Tell("The other organisation goes on, with three sealed novation notes that verify.");
    }

    private static async Task Require(Story story, Stage stage, bool submits)
    {
        var stands = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Cases.Where(c => c.Id == story.OrganisationId).Select(c => c.Stage).SingleAsync());
        if (stands != stage) throw new InvalidOperationException($"The organisation is not at {stage}: it is at {stands}.");
        if ((await story.Arrange(new DescribeSubmissions(story.OrganisationId))).Allowed != submits) throw new InvalidOperationException($"Submissions are {(submits ? "not " : "")}allowed.");
        story.Tell($"The organisation is at its end: {stage.Name().In(Language.English)}.");
    }

    private static Task<Suspension> Latest(Story story) =>
        story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Suspensions.AsNoTracking().Where(x => x.OrganisationId == story.OrganisationId).OrderByDescending(x => x.AskedAt).FirstAsync());

    private static Task<Departure> Departing(Story story) =>
        story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Departures.AsNoTracking().Where(x => x.OrganisationId == story.OrganisationId).OrderByDescending(x => x.Id).FirstAsync());

    private static Task<Application> Newest(Story story) => story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Applications.AsNoTracking().Of(story.OrganisationId).FirstAsync());
}
