using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Registration.Demonstration;

/// <summary>How an invented organisation goes from acceptance to live; agreements and security are the steps of their own module.</summary>
internal static class GoLiveSteps
{
    private const int DaysToTesting = 7;
    private const int DaysOfTesting = 5;
    private const int DaysFromTestingToGoLive = 21;
    private const int DaysToCorrect = 40;

    public static IReadOnlyDictionary<string, Step> All { get; } = new Dictionary<string, Step>
    {
        ["upload-notices"] = UploadNotices,
        ["send-notices-back"] = story => Review(story, pass: false),
        ["pass-notices"] = story => Review(story, pass: true),
        ["agree-dates"] = AgreeDates,
        ["postpone"] = Postpone,
        ["set-up"] = SetUpProsecutor,
        ["confirm-bank-details"] = ConfirmBank,
        ["confirm-by-hand"] = ConfirmByHand,
        ["pass-testing"] = PassTesting,
        ["confirm-readiness"] = ConfirmReadiness,
        ["send-readiness-back"] = SendReadinessBack,
        ["cut-over"] = CutOver,
        ["end-early-life"] = EndEarlyLife,
        ["require-live"] = RequireLive,
    };

    private static async Task UploadNotices(Story story)
    {
        var round = await Round(story);
        var file = await Pdf(story, "Produced notices", $"A complete set of notices, produced with invented details. Round {round.Number}.");
        await story.Send(story.The(Roles.Applicant), new UploadNotice(round.Id, round.Version, NoticePack.WholeSet, file));
        await story.Send(story.The(Roles.Applicant), new SubmitNotices(round.Id, (await Round(story)).Version, NoRealData: true));
        story.Tell($"The organisation sends its notices for review, round {round.Number}.");
    }

    private static async Task Review(Story story, bool pass)
    {
        var round = await Round(story);
        List<TypedFinding> findings = [.. NoticePack.Checklist.Select(p => new TypedFinding { Point = p.Id, Result = PointResult.Pass })];
        if (!pass) (findings[12].Result, findings[12].Comment) = (PointResult.Fail, "The last day for a reply is not printed as a date.");
        await story.Send(story.The(Roles.TestManager), new ReviewNotices(round.Id, round.Version, findings, pass ? ReviewNotices.Pass : ReviewNotices.Rework));
        story.Tell(pass ? "The notices pass the review." : "The test manager sends the notices back: one point has to be corrected.");
    }

    /// <summary>HMCTS proposes the testing window, the organisation answers with a later one, HMCTS accepts; then the go-live date.</summary>
    private static async Task AgreeDates(Story story)
    {
        var (id, today) = (story.OrganisationId, story.Clock.GetUtcNow().CivilDate());
        var from = WorkingDays.After(today.AddDays(DaysToTesting), 0);
        while (ServiceCalendar.Shipped.Freeze(from, WorkingDays.After(from, DaysOfTesting + 1)) is { } freeze) from = WorkingDays.After(freeze.To.AddDays(1), 0);
        var later = WorkingDays.After(from, 1);
        await story.Send(story.The(Roles.TestManager), new ProposeTestingDates(id, await Version(story), from, WorkingDays.After(from, DaysOfTesting - 1), ""));
        await story.Send(story.The(Roles.Applicant), new ProposeTestingDates(id, await Version(story), later, WorkingDays.After(later, DaysOfTesting), ""));
        await Accept(story, story.The(Roles.TestManager), DateKind.Testing);
        var on = Open((await Dates(story)).TestingTo!.Value.AddDays(DaysFromTestingToGoLive));
        await story.Send(story.The(Roles.OnboardingOfficer), new ProposeGoLiveDate(id, await Version(story), on));
        await Accept(story, story.The(Roles.Applicant), DateKind.GoLive);
        story.Tell($"Both sides agree: go-live is on {Words(on)}.");
    }

    private static async Task Postpone(Story story)
    {
        var was = (await Dates(story)).GoLiveOn!.Value;
        var to = Open(WorkingDays.After(was, 5));
        await story.Send(story.The(Roles.Applicant), new PostponeGoLive(story.OrganisationId, await Version(story), to, "Our printer needs another week for the first batch."));
        await Accept(story, story.The(Roles.OnboardingOfficer), DateKind.GoLive);
        story.Tell($"The organisation postpones go-live from {Words(was)} to {Words(to)}; HMCTS accepts.");
    }

    private static async Task SetUpProsecutor(Story story)
    {
        var id = story.OrganisationId;
        var codes = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Applications.Of(id).Select(a => a.Answers).FirstAsync());
        var number = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().SetUps.CountAsync(u => u.OuCode != null));
        var officer = story.The(Roles.OnboardingOfficer);
        await story.Send(officer, new RecordOuCode(id, await SetUpVersion(story), $"B{number + 1:D2}EF00"));
        await story.Send(officer, new RecordProsecutor(id, await SetUpVersion(story), codes.Offences!.Codes, Checked: true));
        await story.Send(officer, new NominateAdministrator(id, await SetUpVersion(story)));
        story.Tell("OU code and prosecutor record are in place, and the account administrator is nominated.");
    }

    private static async Task ConfirmBank(Story story)
    {
        await story.Send(
            story.The(Roles.FinanceOfficer),
            new ConfirmBankDetails(story.OrganisationId, await SetUpVersion(story), "01632 960 555", "The organisation's published telephone directory", ReadBack: true));
        story.Tell("A finance officer calls back and confirms the bank details.");
    }

    private static async Task ConfirmByHand(Story story)
    {
        foreach (var gate in Gates.All.Where(g => g.ByHand is not null))
        {
            var file = await Pdf(story, $"Gate {gate.Code}", gate.ByHand!.In(Language.English));
            await story.Send(story.The(Roles.OnboardingOfficer), new StateGateByHand(story.OrganisationId, gate.Number, 0, "The document shows it in full.", file));
            var given = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().HandConfirmations.AsNoTracking()
                .SingleAsync(c => c.OrganisationId == story.OrganisationId && c.Gate == gate.Number));
            await story.Send(story.The(Roles.TestManager), new ConfirmGateByHand(given.Id, given.Version, HasRead: true));
        }
        story.Tell("Two people of HMCTS confirm by hand what the platform doesn't know yet.");
    }

    /// <summary>Testing finds two defects: one is corrected and retested twice before it is closed, a lighter one stays open with a date; then both sides sign off.</summary>
    private static async Task PassTesting(Story story)
    {
        var (id, owner, tester) = (story.OrganisationId, story.The(Roles.OrganisationServiceOwner), story.The(Roles.TestManager));
        var dates = await Dates(story);
        await story.Wait(Math.Max(0, dates.TestingFrom!.Value.DayNumber - story.Clock.GetUtcNow().CivilDate().DayNumber));
        await story.Send(owner, new RecordDefect(id, "2", "A case with two offences is refused when the second one has no end date.", "Send the offences as two cases.", dates.TestingTo));
        await story.Send(tester, new RecordDefect(id, "3", "The receipt shows the time an hour early in summer.", "", WorkingDays.After(dates.TestingTo!.Value, DaysToCorrect)));
        story.Tell("Testing finds two defects, one of severity 2 and one of severity 3.");
        await Correct(story, 1, "Corrected in version 4.2.1 of our software.", passed: false);
        await Correct(story, 1, "Corrected in version 4.2.2: an end date that is left out is sent as empty.", passed: true);
        story.Tell("The grave one is corrected, fails its retest, is corrected again, passes and is closed.");
        await story.Wait(Math.Max(0, dates.TestingTo.Value.DayNumber - story.Clock.GetUtcNow().CivilDate().DayNumber));
        await story.Send(tester, new RecordTestResults(id, await Version(story), "42", "42"));
        await story.Send(owner, new SignOffTesting(id, await Version(story), Agreed: true));
        await story.Send(tester, new SignOffTesting(id, await Version(story), Agreed: true));
        story.Tell("Testing passes: 42 scripts, no serious defect open, signed off by both sides.");
    }

    /// <summary>The organisation corrects a defect, and a day later the test manager retests it; one that passes is closed.</summary>
    private static async Task Correct(Story story, int number, string correction, bool passed)
    {
        var (id, tester) = (story.OrganisationId, story.The(Roles.TestManager));
        var defect = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Defects.AsNoTracking().SingleAsync(d => d.OrganisationId == id && d.Number == number));
        await story.Send(story.The(Roles.OrganisationServiceOwner), new CorrectDefect(id, defect.Id, defect.Version, correction));
        await story.Wait(1);
        await story.Send(tester, new RetestDefect(id, defect.Id, defect.Version + 1, passed, passed ? "" : "The case is taken, but its second offence is missing."));
        if (passed) await story.Send(tester, new CloseDefect(id, defect.Id, defect.Version + 2, ""));
    }

    private static async Task SendReadinessBack(Story story)
    {
        await story.Send(story.The(Roles.OnboardingOfficer), new DecideReadiness(
            story.OrganisationId, await GoLiveVersion(story), Ready: false, Track.SetUp, "Please check the OU code with the court once more."));
        await story.Send(story.The(Roles.OnboardingOfficer), new AskReadinessAgain(story.OrganisationId, await GoLiveVersion(story)));
        story.Tell("The readiness review sends the case back to set-up, and begins again when that is seen to.");
    }

    private static async Task ConfirmReadiness(Story story)
    {
        await story.Send(story.The(Roles.OnboardingOfficer), new DecideReadiness(story.OrganisationId, await GoLiveVersion(story), Ready: true, null, ""));
        story.Tell("The readiness review confirms: every blocking gate is open.");
    }

    /// <summary>Waits for the morning of the agreed day, then confirms its checklist.</summary>
    private static async Task CutOver(Story story)
    {
        var morning = (await Dates(story)).GoLiveOn!.Value.InLondon(new TimeOnly(9, 30));
        await story.Wait(Math.Max(0, (int)Math.Ceiling((morning - story.Clock.GetUtcNow()).TotalDays)));
        await story.Send(story.The(Roles.OnboardingOfficer), new OpenLiveService(story.OrganisationId, await GoLiveVersion(story), true, true, true, true));
        story.Tell("Cut-over: the live service is open. Early life support begins.");
    }

    private static async Task EndEarlyLife(Story story)
    {
        await Correct(story, 2, "Corrected in version 4.3: the receipt shows the time in London.", passed: true);
        await story.Wait(GoLive.EarlyLifeDays - 1);
        story.Tell("Early life support ends: the organisation is live.");
    }

    private static async Task RequireLive(Story story)
    {
        var stage = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Cases.Where(c => c.Id == story.OrganisationId).Select(c => c.Stage).SingleAsync());
        if (stage != Stage.Live) throw new InvalidOperationException($"The organisation is not live: it is at {stage}.");
        var shut = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Gates
            .Where(g => g.OrganisationId == story.OrganisationId && g.State != GateState.Green && g.State != GateState.NotNeeded).Select(g => g.Number).ToListAsync());
        if (shut.Count > 0) throw new InvalidOperationException($"These gates are not green: {string.Join(", ", shut.Select(g => $"G{g}"))}.");
        story.Tell("The organisation is live and all gates are green.");
    }

    /// <summary>The first working day from this one on that is in no freeze.</summary>
    private static DateOnly Open(DateOnly day)
    {
        day = WorkingDays.After(day, 0);
        while (ServiceCalendar.Shipped.Freeze(day, day) is { } freeze) day = WorkingDays.After(freeze.To.AddDays(1), 0);
        return day;
    }

    private static async Task Accept(Story story, StoryPerson by, DateKind kind) =>
        await story.Send(by, new AcceptDates(story.OrganisationId, await Version(story), (await Dates(story)).Open(kind)!.Id));

    private static Task<NoticeRound> Round(Story story) => story.Ask(s => s.GetRequiredService<RegistrationDbContext>().NoticeRounds.AsNoTracking()
        .Where(r => r.OrganisationId == story.OrganisationId).OrderByDescending(r => r.Number).FirstAsync());

    private static Task<Schedule> Dates(Story story) =>
        story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Schedules.AsNoTracking().SingleAsync(x => x.Id == story.OrganisationId));

    private static async Task<int> Version(Story story) => (await Dates(story)).Version;

    private static Task<int> SetUpVersion(Story story) =>
        story.Ask(s => s.GetRequiredService<RegistrationDbContext>().SetUps.Where(x => x.Id == story.OrganisationId).Select(x => x.Version).SingleAsync());

    private static Task<int> GoLiveVersion(Story story) =>
        story.Ask(s => s.GetRequiredService<RegistrationDbContext>().GoLives.Where(x => x.Id == story.OrganisationId).Select(x => x.Version).SingleAsync());

    internal static Task<StoredPdf> Pdf(Story story, string title, string text) => story.Ask(async s =>
    {
        var html = $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>";
        var stored = await s.GetRequiredService<DocumentStore>().Put(await s.GetRequiredService<HtmlToPdf>().Render(html, default), default);
        return new StoredPdf($"{title}.pdf", stored.Address, stored.Sha256, stored.Length);
    });

    private static string Words(DateOnly day) => BuildingBlocks.Words.Dates.Word(day, Language.English);
}
