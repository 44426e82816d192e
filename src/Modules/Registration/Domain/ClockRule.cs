using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

internal enum ClockAct
{
    Remind,
    Escalate,
    RunOut,
    Propose,
    Suspend,
}

/// <summary>What a clock does on one day: whom it tells, of one side or the other.</summary>
/// <param name="After">How many days after the start, or before or after the day that the clock runs towards.</param>
/// <param name="Unit">Calendar days or working days of England and Wales after the start, or before or after that day.</param>
/// <param name="Act">Reminders come in the morning; escalations and running out at 5pm, when the day is over.</param>
/// <param name="Roles">Who is told. The owner of the case is told of everything that goes to HMCTS.</param>
/// <param name="OnlyWhileRed">Only while a blocking gate is red.</param>
internal sealed record ClockStep(int After, ClockUnit Unit, ClockAct Act, string[] Roles, bool OnlyWhileRed = false)
{
    private static readonly TimeOnly Morning = new(9, 0);
    private static readonly TimeOnly Evening = new(17, 0);

    /// <summary>Whether it is done even if its day was over when the clock started.</summary>
    public bool IsDoneLate => Act == ClockAct.Suspend;

    /// <param name="started">When the clock started.</param>
    /// <param name="on">The day that it runs towards.</param>
    /// <param name="paused">How many working days it stood still.</param>
    public DateTimeOffset DueAt(DateTimeOffset started, DateOnly? on, int paused = 0) => Day(started, on, paused).InLondon(Act == ClockAct.Remind ? Morning : Evening);

    private DateOnly Day(DateTimeOffset started, DateOnly? on, int paused) => Unit switch
    {
        ClockUnit.Days => started.CivilDate().AddDays(After),
        ClockUnit.WorkingDays => WorkingDays.After(started, After + paused),
        ClockUnit.DaysBefore => on!.Value.AddDays(-After),
        ClockUnit.WorkingDaysBefore => WorkingDays.Before(on!.Value, After),
        _ => WorkingDays.After(on!.Value, After),
    };
}

internal enum ClockUnit
{
    Days,
    WorkingDays,
    DaysBefore,
    WorkingDaysBefore,
    WorkingDaysAfter,
}

/// <summary>One timer of onboarding: whose turn it measures, and what it does when (onboarding reference, T1 to T14; T15 is the weekly forecast).</summary>
internal sealed partial record ClockRule(string Code, Side Side, IReadOnlyList<ClockStep> Steps)
{
    /// <summary>The setting that says after how many working days it runs out, and how many where nobody set it: such a clock runs towards that day.</summary>
    public (string Name, int Default)? Setting { get; init; }

    private const ClockUnit Working = ClockUnit.WorkingDays;
    private const int WorkingDaysInAQuarter = 63;
    private static readonly string[] Leaving = [Roles.AccountablePerson, Roles.AccountAdministrator, Roles.SeniorOnboardingManager];
    private static readonly string[] Testers = [Roles.OrganisationServiceOwner, Roles.ItSupplier, Roles.TestManager];
    private static readonly string[] ServiceOwners = [Roles.OrganisationServiceOwner, Roles.HmctsServiceOwner];

    public static IReadOnlyDictionary<string, ClockRule> All { get; } = new ClockRule[]
    {
        new("t1", Side.Organisation, [Remind(14, ClockUnit.Days, Roles.Applicant), Remind(30, ClockUnit.Days, Roles.Applicant), Remind(50, ClockUnit.Days, Roles.Applicant)]),
        new("t2", Side.Hmcts, [Remind(3, Working), new(5, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("t3", Side.Organisation, [Remind(5, Working, Roles.Applicant), Remind(10, Working, Roles.Applicant), Remind(15, Working, Roles.Applicant), new(15, Working, ClockAct.Escalate, [])]),
        new("t4", Side.Organisation, [new(12, Working, ClockAct.Escalate, [Roles.Applicant, Roles.OrganisationServiceOwner])]), // the signatory's reminders are the agreement's own
        new("authority", Side.Hmcts, [Remind(1, Working, Roles.OnboardingOfficer), new(2, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("t5", Side.Hmcts, [Remind(2, Working, Roles.HmctsSignatory, Roles.HmctsServiceOwner), new(4, Working, ClockAct.Escalate, [Roles.HmctsSignatory, Roles.HmctsServiceOwner]), new(5, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("t6", Side.Organisation,
        [
            Remind(10, Working, Roles.SecuritySignatory), Remind(15, Working, Roles.SecuritySignatory), Remind(20, Working, Roles.SecuritySignatory, Roles.AccountablePerson),
            new(30, Working, ClockAct.RunOut, []),
        ]),
        new("t7", Side.Hmcts, [Remind(7, Working, Roles.SecurityAssessor), new(10, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("t8", Side.Hmcts, [Remind(3, Working, Roles.TestManager), new(5, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("t9-organisation", Side.Organisation, [Remind(2, Working, Roles.Applicant, Roles.ItSupplier), Remind(4, Working, Roles.Applicant, Roles.ItSupplier), new(Schedule.DaysToAnswer, Working, ClockAct.RunOut, [Roles.Applicant, Roles.ItSupplier])]),
        new("t9-hmcts", Side.Hmcts, [Remind(2, Working, Roles.TestManager), Remind(4, Working, Roles.TestManager), new(Schedule.DaysToAnswer, Working, ClockAct.RunOut, [Roles.Applicant, Roles.ItSupplier, Roles.SeniorOnboardingManager])]),
        new("t10", Side.Organisation,
        [
            Before(20), Before(10), Before(5), new(5, ClockUnit.WorkingDaysBefore, ClockAct.Escalate, [Roles.SeniorOnboardingManager], OnlyWhileRed: true),
            new(3, ClockUnit.WorkingDaysBefore, ClockAct.Propose, [Roles.Applicant, Roles.ItSupplier], OnlyWhileRed: true), Before(1),
        ]),
        new("t13-mou", Side.Organisation, UntilExpiry(Roles.AccountablePerson, Roles.OrganisationServiceOwner)),
        new("t13-mou-grace", Side.Organisation, [new(0, ClockUnit.WorkingDaysAfter, ClockAct.Suspend, [])]),
        new("t13-security", Side.Organisation, UntilExpiry(Roles.SecuritySignatory, Roles.AccountablePerson)),
        new("t13-security-grace", Side.Organisation, [new(0, ClockUnit.WorkingDaysAfter, ClockAct.Suspend, [])]),
        new("t13-review", Side.Organisation, [Ahead(30, Roles.AccountablePerson, Roles.HmctsServiceOwner), Ahead(0, Roles.AccountablePerson, Roles.HmctsServiceOwner)]),
        new("appeal", Side.Hmcts,
        [
            Before(5, Roles.SeniorOnboardingManager), Before(2, Roles.SeniorOnboardingManager), new(0, ClockUnit.WorkingDaysAfter, ClockAct.RunOut, [Roles.SeniorOnboardingManager, Roles.HmctsServiceOwner]),
        ])
        { Setting = ("APPEAL_WORKING_DAYS", 10) },
        new("departure", Side.Organisation, [Ahead(30, Leaving), Ahead(10, Leaving), Ahead(1, Leaving)]),
        new("suspension", Side.Hmcts, [Remind(1, Working, Roles.SeniorOnboardingManager), new(2, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("reinstatement", Side.Hmcts, [Remind(5, Working, Roles.SeniorOnboardingManager), Remind(10, Working, Roles.SeniorOnboardingManager), new(20, Working, ClockAct.Escalate, [Roles.SeniorOnboardingManager, Roles.HmctsServiceOwner])]),
        new("closing", Side.Hmcts, [Remind(5, Working, Roles.SeniorOnboardingManager), new(20, Working, ClockAct.Escalate, [Roles.SeniorOnboardingManager, Roles.HmctsServiceOwner])]),
        new("waiver", Side.Hmcts, [Remind(1, Working, Roles.SeniorOnboardingManager), new(3, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("hand", Side.Hmcts, [Remind(2, Working, Roles.OnboardingOfficer, Roles.TestManager), new(5, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("bank", Side.Hmcts, [Remind(2, Working, Roles.FinanceOfficer), new(5, Working, ClockAct.RunOut, [Roles.FinanceOfficer, Roles.SeniorOnboardingManager])]),
        new("rename", Side.Hmcts, [Remind(2, Working, Roles.SeniorOnboardingManager), new(5, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("merger", Side.Hmcts, [Remind(2, Working, Roles.SeniorOnboardingManager), new(5, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("urgent-stop", Side.Hmcts, [new(1, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager, Roles.OnboardingOfficer])]),
        new("meeting", Side.Hmcts, [Remind(2, Working, Roles.TestManager), new(5, Working, ClockAct.RunOut, [Roles.SeniorOnboardingManager])]),
        new("defect", Side.Organisation, [new(1, ClockUnit.WorkingDaysBefore, ClockAct.Remind, Testers), new(0, ClockUnit.WorkingDaysAfter, ClockAct.RunOut, Testers)]),
        new("retest", Side.Hmcts, [Remind(2, Working, Testers), new(5, Working, ClockAct.Escalate, Testers)]),
        new("t14", Side.Hmcts,
        [
            Before(20, ServiceOwners), Before(10, ServiceOwners), Before(3, ServiceOwners),
            new(5, ClockUnit.WorkingDaysAfter, ClockAct.RunOut, [.. ServiceOwners, Roles.AccountablePerson, Roles.HmctsSignatory]),
            new(WorkingDaysInAQuarter, ClockUnit.WorkingDaysAfter, ClockAct.Escalate, [Roles.SeniorOnboardingManager]), // by then the next review is missed too
        ]),
    }.ToDictionary(r => r.Code);

    /// <summary>The rule with the days of one clock.</summary>
    public static ClockRule Of(string code, string? days) => days is null ? All[code] : All[code] with { Steps = [.. All[code].Steps.Zip(ClockSettings.Read(days)!, (step, day) => step with { After = day })] };

    /// <summary>Whether it runs towards an agreed day, and so is nobody's delay.</summary>
    public bool RunsTowardsADay => Setting is null && Steps[0].Unit is ClockUnit.DaysBefore or ClockUnit.WorkingDaysBefore or ClockUnit.WorkingDaysAfter;

    /// <summary>The day that it runs towards, else its last step's, or that on which it runs out.</summary>
    public DateOnly DueOn(DateTimeOffset started, DateOnly? on, int paused) =>
        on ?? (Steps.FirstOrDefault(s => s.Act == ClockAct.RunOut) ?? Steps[^1]).DueAt(started, on, paused).CivilDate();

    /// <summary>Whether it reminds of a day that the stage itself runs towards.</summary>
    public bool IsOfStage => Code is "t1" or "t2" or "t3";

    /// <summary>Whether only HMCTS knows of it: what it measures isn't decided yet, and the organisation isn't told before it is.</summary>
    public bool IsOfHmctsAlone => Code is "suspension" or "urgent-stop" or "reinstatement" or "merger" or "waiver" or "hand" or "rename" or "closing";

    /// <summary>Whether it is a target of HMCTS that stands still while the organisation is asked something.</summary>
    public bool CanPause => Code is "t2" or "t5" or "t7" or "t8";

    private static ClockStep Remind(int after, ClockUnit unit, params string[] roles) => new(after, unit, ClockAct.Remind, roles);

    private static ClockStep Before(int days, params string[] roles) => new(days, ClockUnit.WorkingDaysBefore, ClockAct.Remind, roles.Length == 0 ? [Roles.Applicant, Roles.ItSupplier] : roles);

    private static ClockStep Ahead(int days, params string[] roles) => new(days, ClockUnit.DaysBefore, ClockAct.Remind, roles);

    /// <summary>Calendar days before a document's last day, the senior onboarding manager among those told at the end.</summary>
    private static ClockStep[] UntilExpiry(params string[] roles) =>
        [Ahead(90, roles), Ahead(60, roles), Ahead(30, roles), Ahead(14, Roles.SeniorOnboardingManager), Ahead(7, roles)];
}
