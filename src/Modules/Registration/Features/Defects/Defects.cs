using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The defects of one organisation as one side reads them.</summary>
internal sealed record DefectTable(IReadOnlyList<Defect> Defects, IReadOnlyDictionary<Guid, string?> Words, string Address, bool MayRecord);

/// <summary>What the forms and handlers of defects share.</summary>
internal static class Defects
{
    private const int Tested = 10;
    private const int NeedsDay = 3;

    public static IEnumerable<SelectListItem> Severities =>
    [
        new(Say.DefectSeverity1.ToString(), "1"), new(Say.DefectSeverity2.ToString(), "2"), new(Say.DefectSeverity3.ToString(), "3"), new(Say.DefectSeverity4.ToString(), "4"),
    ];

    public static int Level(string severity) => int.Parse(severity, CultureInfo.InvariantCulture);

    public static void Severity<T>(this IRuleBuilderInitial<T, string> rule) => rule.Must(s => s is "1" or "2" or "3" or "4").Saying(Say.DefectChooseSeverity);

    /// <summary>One of severity 3 may stay open at go-live, so it needs the day by which it is corrected.</summary>
    public static void DayOfCorrection<T>(this IRuleBuilderInitial<T, DateOnly?> rule, Func<T, string> severity, TimeProvider clock) => rule.Cascade(CascadeMode.Stop)
        .Must((typed, day) => day is not null || severity(typed) != $"{NeedsDay}").Saying(Say.DefectEnterDay)
        .Must(day => day is null || day >= clock.GetUtcNow().CivilDate()).Saying(Say.DefectDayPast);

    public static string Page(this Defect defect) => $"testing/defects/{defect.Id}";

    public static Text Name(this DefectState state) => state switch
    {
        DefectState.Open => Say.DefectOpen,
        DefectState.ToRetest => Say.DefectToRetest,
        DefectState.ToClose => Say.DefectToClose,
        _ => Say.DefectIsClosed,
    };

    public static string Colour(this DefectState state) => state switch
    {
        DefectState.Open => "red",
        DefectState.ToRetest => "yellow",
        DefectState.ToClose => "blue",
        _ => "green",
    };

    public static Text Name(this DefectAct act) => act switch
    {
        DefectAct.Recorded => Say.DefectActRecorded,
        DefectAct.Amended => Say.DefectActAmended,
        DefectAct.Corrected => Say.DefectActCorrected,
        DefectAct.RetestPassed => Say.DefectActPassed,
        DefectAct.RetestFailed => Say.DefectActFailed,
        _ => Say.DefectActClosed,
    };

    public static Task<List<Defect>> DefectsOf(this RegistrationDbContext db, Guid organisationId, CancellationToken cancellationToken) =>
        db.Defects.AsNoTracking().Where(d => d.OrganisationId == organisationId).OrderBy(d => d.Number).ToListAsync(cancellationToken);

    public static async Task<DefectTable> DefectTable(this RegistrationDbContext db, Schedule schedule, string address, DateOnly today, CancellationToken cancellationToken)
    {
        var defects = await db.DefectsOf(schedule.Id, cancellationToken);
        return new(defects, await db.WordsOf(defects.Select(d => (Guid?)d.WhatId), cancellationToken), address, schedule.IsTestingOn(today));
    }

    public static async Task<IReadOnlyDictionary<Guid, string?>> WordsOf(this RegistrationDbContext db, IEnumerable<Guid?> reasons, CancellationToken cancellationToken)
    {
        Guid?[] ids = [.. reasons];
        return await db.Reasons.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words, cancellationToken);
    }

    /// <summary>A waiver lets the defects pass that were known when it was decided, not a graver one that comes later.</summary>
    public static async Task EndWaiverOfTesting(this RegistrationDbContext db, Defect defect, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (defect.Severity >= NeedsDay) return;
        if (await db.Waivers.SingleOrDefaultAsync(w => w.OrganisationId == defect.OrganisationId && w.Gate == Tested && w.ClosedAt == null, cancellationToken) is { } waiver) waiver.End(at);
    }
}
