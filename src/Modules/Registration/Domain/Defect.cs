using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

internal enum DefectAct
{
    Recorded,
    Amended,
    Corrected,
    RetestPassed,
    RetestFailed,
    Closed,
}

internal enum DefectState
{
    Open,
    ToRetest,
    ToClose,
    Closed,
}

/// <summary>One thing that was done about a defect, with the severity and day of correction that held after it; what was written is a row of its own.</summary>
internal sealed record DefectStep(Guid Id, Guid DefectId, int Number, DefectAct Act, Side Side, Guid By, DateTimeOffset At, int Severity, DateOnly? CorrectBy, Guid? NoteId);

/// <summary>What testing found wrong: recorded by either side, corrected, retested by somebody else, and closed by HMCTS.</summary>
internal sealed class Defect : Entity
{
    public const int Gravest = 1;
    public const int Lightest = 4;

    /// <summary>From this severity on a defect may be closed without having been corrected.</summary>
    private const int MayStay = 3;

    private readonly List<DefectStep> steps = [];

    private Defect()
    {
    }

    public Defect(Guid id, Guid organisationId, int number, int severity, Guid whatId, Guid? workaroundId, DateOnly? correctBy, Party by, DateTimeOffset at)
    {
        (Id, OrganisationId, Number, Severity, WhatId, WorkaroundId, CorrectBy) = (id, organisationId, number, severity, whatId, workaroundId, correctBy);
        Keep(DefectAct.Recorded, null, by, at);
        Record(new DefectRecorded(organisationId, id, number, severity, correctBy));
    }

    public Guid OrganisationId { get; private init; }
    public int Number { get; private init; }
    public int Severity { get; private set; }
    public Guid WhatId { get; private init; }
    public Guid? WorkaroundId { get; private set; }
    public DateOnly? CorrectBy { get; private set; }
    public Guid? CorrectedBy { get; private set; }
    public DateTimeOffset? CorrectedAt { get; private set; }
    public DateTimeOffset? PassedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public IReadOnlyList<DefectStep> Steps => steps;

    public bool IsOpen => ClosedAt is null;

    public DefectState State => this switch
    {
        { ClosedAt: not null } => DefectState.Closed,
        { PassedAt: not null } => DefectState.ToClose,
        { CorrectedAt: not null } => DefectState.ToRetest,
        _ => DefectState.Open,
    };

    /// <summary>Whether a reason has to be given to close it: it is closed as it is.</summary>
    public bool StaysAsItIs => PassedAt is null;

    /// <summary>Either side may find a workaround or another day; how grave it is, HMCTS says.</summary>
    public void Amend(int severity, Guid? workaroundId, DateOnly? correctBy, Party by, DateTimeOffset at)
    {
        Rule.Require(State == DefectState.Open, Say.DefectRuleCorrected);
        Rule.Require(severity == Severity || by.Side == Side.Hmcts, Say.DefectRuleSeverity);
        (Severity, WorkaroundId, CorrectBy) = (severity, workaroundId, correctBy);
        Keep(DefectAct.Amended, workaroundId, by, at);
        Record(new DefectAmended(OrganisationId, Id, Number, severity, correctBy));
    }

    public void Correct(Guid noteId, Party by, DateTimeOffset at)
    {
        Rule.Require(State == DefectState.Open, Say.DefectRuleCorrected);
        (CorrectedBy, CorrectedAt) = (by.PersonId, at);
        Keep(DefectAct.Corrected, noteId, by, at);
        Record(new DefectCorrected(OrganisationId, Id, Number));
    }

    /// <summary>After a failed retest the day that was promised holds no longer: another one has to be given.</summary>
    public void Retest(bool passed, Guid? noteId, Party by, DateTimeOffset at)
    {
        Rule.Require(State == DefectState.ToRetest, Say.DefectRuleNothingToRetest);
        Rule.Require(by.PersonId != CorrectedBy, Say.DefectRuleSecondPerson);
        if (passed) PassedAt = at;
        else (CorrectedBy, CorrectedAt, CorrectBy) = (null, null, null);
        Keep(passed ? DefectAct.RetestPassed : DefectAct.RetestFailed, noteId, by, at);
        Record(passed ? new DefectRetestPassed(OrganisationId, Id, Number) : new DefectRetestFailed(OrganisationId, Id, Number));
    }

    public void Close(Guid? noteId, Party by, DateTimeOffset at)
    {
        Rule.Require(IsOpen, Say.DefectRuleClosed);
        Rule.Require(!StaysAsItIs || Severity >= MayStay, Say.DefectRuleRetestFirst);
        Rule.Require(!StaysAsItIs || noteId is not null, Say.DefectEnterClosing);
        ClosedAt = at;
        Keep(DefectAct.Closed, noteId, by, at);
        Record(new DefectClosed(OrganisationId, Id, Number));
    }

    private void Keep(DefectAct act, Guid? noteId, Party by, DateTimeOffset at) =>
        steps.Add(new DefectStep(Guid.CreateVersion7(at), Id, steps.Count + 1, act, by.Side, by.PersonId, at, Severity, CorrectBy, noteId));
}

internal static class DefectLists
{
    public static IReadOnlyList<Defect> Open(this IEnumerable<Defect> defects, int severity) => [.. defects.Where(d => d.IsOpen && d.Severity == severity).OrderBy(d => d.Number)];

    public static string Numbers(this IEnumerable<Defect> defects) => string.Join(", ", defects.Select(d => d.Number));
}
