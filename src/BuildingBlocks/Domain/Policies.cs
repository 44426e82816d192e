using static CommonPlatform.BuildingBlocks.Domain.Roles;

namespace CommonPlatform.BuildingBlocks.Domain;

/// <summary>What may be asked for. Every endpoint, command and query names exactly one; <see cref="Policies"/> says who has it.</summary>
public enum Policy
{
    /// <summary>Public: no account needed.</summary>
    Anyone,

    /// <summary>Any signed-in person; the handler works on what is that person's own.</summary>
    SignedIn,

    /// <summary>Commands: only from inside another command, or by the engine. Queries: from any page, which has a policy of its own.</summary>
    Internal,

    /// <summary>Fill in and submit an organisation's questionnaire.</summary>
    Apply,

    /// <summary>See what one's own organisation has to do and what has been done.</summary>
    ReadOwnOnboarding,

    /// <summary>Say for which of one's own organisations one goes on.</summary>
    ChooseOrganisation,

    /// <summary>See the technical tracks of the organisations that named one as their supplier.</summary>
    SupplyTechnology,

    /// <summary>Invite somebody of the organisation's supplier of information technology, and cut them off.</summary>
    NameSupplier,

    /// <summary>See the board and everything about an organisation's onboarding.</summary>
    ReadOnboarding,

    /// <summary>Reads the versions of the notice packs, and who was given which.</summary>
    ReadNoticePacks,

    /// <summary>Take ownership, accept, return and reject applications; move a case through its onboarding.</summary>
    DecideRegistration,

    /// <summary>Note calls and meetings, ask and answer an organisation for HMCTS, and file email that came in.</summary>
    Converse,

    /// <summary>Take everything that proves an organisation's onboarding out of the platform, internal notes and sealed answers included.</summary>
    TakeEvidence,

    /// <summary>Give one of the two confirmations of a two-person check.</summary>
    ConfirmByHand,

    /// <summary>Decide on a waiver of a gate that somebody else asked for.</summary>
    ApproveWaiver,

    /// <summary>Decide on the appeal of an organisation whose application somebody else rejected.</summary>
    DecideAppeal,

    /// <summary>Read why one's organisation is suspended; the only thing that its people can do while their doors are shut.</summary>
    ReadSuspension,

    /// <summary>Give notice that the organisation leaves the platform, and take it back.</summary>
    GiveNotice,

    /// <summary>Decide on what somebody else asked for: suspending an organisation, closing its account, renaming or merging it.</summary>
    DecideExit,

    /// <summary>Read and sign an organisation's agreements.</summary>
    SignAgreement,

    /// <summary>Sign for HMCTS.</summary>
    Countersign,

    /// <summary>Answer and sign the security assurance questionnaire.</summary>
    AnswerSecurityQuestionnaire,

    /// <summary>Give the verdict on a security assurance questionnaire.</summary>
    AssessSecurity,

    /// <summary>Upload notices, propose and accept dates for the organisation.</summary>
    TestForOrganisation,

    /// <summary>Review notices, propose and accept dates for HMCTS, record test results.</summary>
    TestForHmcts,

    /// <summary>Confirm bank details.</summary>
    ConfirmBankDetails,

    /// <summary>See the service levels and quarterly reviews: all of them for HMCTS, one's own for organisations.</summary>
    ReadServiceReviews,

    /// <summary>Prepare, dispute, date, minute and sign off quarterly reviews, as the service owner of either side.</summary>
    HoldServiceReviews,

    /// <summary>Run the platform: incidents, emails, workflows, accounts of HMCTS people.</summary>
    Administer,
}

/// <summary>One row of the table of who may do what.</summary>
/// <param name="Policy">What may be asked for.</param>
/// <param name="Roles">Any of these roles has it.</param>
/// <param name="System">Whether the engine, timers and stories have it.</param>
public sealed record PolicyRule(Policy Policy, IReadOnlyList<string> Roles, bool System = false);

/// <summary>Who may do what: the one table that code, tests and documentation use.</summary>
public static class Policies
{
    private static readonly string[] OnboardingTeam =
        [OnboardingOfficer, SeniorOnboardingManager, HmctsSignatory, HmctsServiceOwner, SecurityAssessor, TestManager, FinanceOfficer, ServiceCentreAgent, Auditor];

    // A supplier works for an organisation and isn't one of its own people.
    private static readonly string[] OwnPeople = [.. OfOrganisations.Where(r => r != ItSupplier)];

    /// <summary>One row a policy.</summary>
    public static IReadOnlyDictionary<Policy, PolicyRule> All { get; } = new PolicyRule[]
    {
        new(Policy.Anyone, [], System: true),
        new(Policy.SignedIn, []),
        new(Policy.Internal, [], System: true),
        new(Policy.Apply, [Applicant]),
        new(Policy.ReadOwnOnboarding, OwnPeople),
        new(Policy.ChooseOrganisation, [.. OfOrganisations, Suspended]),
        new(Policy.SupplyTechnology, [ItSupplier]),
        new(Policy.NameSupplier, [Applicant, OrganisationServiceOwner, AccountAdministrator]),
        new(Policy.ReadOnboarding, OnboardingTeam),
        new(Policy.ReadNoticePacks, [.. OnboardingTeam, Administrator]),
        new(Policy.DecideRegistration, [OnboardingOfficer, SeniorOnboardingManager]),
        new(Policy.Converse, [OnboardingOfficer, SeniorOnboardingManager, HmctsServiceOwner, SecurityAssessor, TestManager, FinanceOfficer, ServiceCentreAgent]),
        new(Policy.TakeEvidence, [OnboardingOfficer, SeniorOnboardingManager, Auditor]),
        new(Policy.ConfirmByHand, [OnboardingOfficer, SeniorOnboardingManager, TestManager]),
        new(Policy.ApproveWaiver, [SeniorOnboardingManager]),
        new(Policy.DecideAppeal, [SeniorOnboardingManager]),
        new(Policy.ReadSuspension, [.. OwnPeople, Suspended]),
        new(Policy.GiveNotice, [AccountablePerson, OrganisationServiceOwner]),
        new(Policy.DecideExit, [SeniorOnboardingManager]),
        new(Policy.SignAgreement, [AccountablePerson, OrganisationServiceOwner]),
        new(Policy.Countersign, [HmctsSignatory, HmctsServiceOwner]),
        new(Policy.AnswerSecurityQuestionnaire, [SecuritySignatory]),
        new(Policy.AssessSecurity, [SecurityAssessor]),
        new(Policy.TestForOrganisation, [Applicant, OrganisationServiceOwner, AccountAdministrator, ItSupplier]),
        new(Policy.TestForHmcts, [TestManager, OnboardingOfficer, SeniorOnboardingManager]),
        new(Policy.ConfirmBankDetails, [FinanceOfficer]),
        new(Policy.ReadServiceReviews, [.. OnboardingTeam, .. OwnPeople]),
        new(Policy.HoldServiceReviews, [HmctsServiceOwner, OrganisationServiceOwner]),
        new(Policy.Administer, [Administrator]),
    }.ToDictionary(r => r.Policy);

    /// <summary>Whether an actor has a policy, before any question of which record.</summary>
    public static bool Allows(this Policy policy, Actor actor)
    {
        var rule = All[policy];
        if (actor.IsSystem) return rule.System;
        return policy switch
        {
            Policy.Anyone => true,
            Policy.SignedIn => actor.PersonId is not null,
            _ => actor.Held.Any(h => rule.Roles.Contains(h.Role)),
        };
    }
}

/// <summary>Names the policy of an endpoint, a command or a query. One without it does not start the host.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(Policy policy) : Attribute
{
    /// <summary>The policy.</summary>
    public Policy Policy { get; } = policy;
}
