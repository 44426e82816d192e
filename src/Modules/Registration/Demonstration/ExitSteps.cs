using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Registration.Demonstration;

/// <summary>How an invented organisation is stopped, leaves, or never gets there; the steps that judge fail where the end did not come about.</summary>
internal static class ExitSteps
{
    private const int DaysOfNotice = 14;

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
        ["require-suspended"] = story => Require(story, Stage.Suspended, submits: false),
        ["require-reinstated"] = story => Require(story, Stage.EarlyLife, submits: true),
        ["require-closed"] = story => Require(story, Stage.Closed, submits: false),
        ["require-withdrawn"] = story => Require(story, Stage.Withdrawn, submits: false),
        ["require-lapsed"] = story => Require(story, Stage.Lapsed, submits: false),
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
        story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Departures.AsNoTracking().SingleAsync(x => x.OrganisationId == story.OrganisationId));

    private static Task<Application> Newest(Story story) => story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Applications.AsNoTracking().Of(story.OrganisationId).FirstAsync());
}
