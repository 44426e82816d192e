using CommonPlatform.BuildingBlocks.Domain;

namespace CommonPlatform.Registration;

/// <summary>How an organisation is stopped and let on, and how it leaves.</summary>
internal sealed partial class OnboardingCase
{
    public bool MaySuspend => IsOpenToIt || (ResumesAt ?? Stage) == Stage.CutOver;

    /// <summary>A second reason to stop it changes nothing here.</summary>
    public void Suspend(DateTimeOffset at)
    {
        Rule.Require(MaySuspend, Say.SuspensionRuleNotLive);
        if (Stage == Stage.Suspended) return;
        ResumesAt ??= Stage;
        Put(Stage.Suspended, at, StageOn);
    }

    /// <summary>The database refuses it while a blocking gate is red.</summary>
    public void Reinstate(DateTimeOffset at)
    {
        if (Stage != Stage.Suspended) return;
        if (LeavesOn is not null) Put(Stage.Leaving, at, LeavesOn);
        else Resume(at);
    }

    public void PlanToLeave(DateOnly lastDay, DateTimeOffset at)
    {
        Rule.Require(IsOpenToIt && LeavesOn is null, Say.LeavingRuleNotLive);
        (LeavesOn, ResumesAt) = (lastDay, ResumesAt ?? Stage);
        Put(Stage == Stage.Suspended ? Stage.Suspended : Stage.Leaving, at, lastDay);
    }

    public void Stay(DateTimeOffset at)
    {
        LeavesOn = null;
        if (Stage == Stage.Leaving) Resume(at);
    }

    /// <summary>The last day is over: the live service is shut, and the checklist begins.</summary>
    public void Leave(DateTimeOffset at)
    {
        ResumesAt = null;
        Put(Stage.OffBoarding, at, null);
    }

    public void Close(DateTimeOffset at) => Put(Stage.Closed, at, null);
}
