using System.Globalization;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

internal sealed partial record ClockRule
{
    /// <summary>Which clocks an event stops, pauses and starts; starting one that is paused lets it run on.</summary>
    public static IEnumerable<ClockMove> Moves(IEvent happened) => happened switch
    {
        ApplicationStarted => [Start("t1")],
        ApplicationSubmitted => [Stop("t1"), Stop("t3"), Start("t2")],
        ApplicationReturned => [new ClockMove("t2", "", false, Pauses: true), Start("t3")],
        ApplicationAccepted => [Stop("t2")],
        ApplicationRejected or ApplicationWithdrawn or ApplicationLapsed or OrganisationClosed or OrganisationMerged => [new ClockMove(null, null, false)],
        AgreementIssued e => [Start("t4", Key(e.AgreementId))],
        AgreementAuthorityAsked e => [Stop("t4", Key(e.AgreementId)), Start("authority", Key(e.AgreementId))],
        AgreementAuthorityAccepted e => [Stop("authority", Key(e.AgreementId))],
        AgreementSigned { Kind: not "terms" } e => [Start("t5", Key(e.AgreementId))],
        AgreementCameIntoForce e => [Stop("t4", Key(e.AgreementId)), Stop("t5", Key(e.AgreementId))],
        AgreementDeclined e => [Stop("t4", Key(e.AgreementId)), Stop("authority", Key(e.AgreementId)), Stop("t5", Key(e.AgreementId))],
        SecurityQuestionnaireIssued => [Start("t6")],
        SecurityQuestionnaireSubmitted => [Stop("t6"), Start("t7")],
        SecurityApproved or SecurityFailed => [Stop("t7")],
        NoticesSubmitted => [Start("t8")],
        NoticesPassed or NoticesSentBack => [Stop("t8")],
        NoticeMeetingNeeded => [Start("meeting")],
        NoticeMeetingArranged => [Stop("meeting")],
        DefectRecorded { CorrectBy: { } on } e => [new ClockMove("defect", Key(e.DefectId), true, on)],
        DefectAmended { CorrectBy: { } on } e => [Stop("defect", Key(e.DefectId)), new ClockMove("defect", Key(e.DefectId), true, on)],
        DefectAmended e => [Stop("defect", Key(e.DefectId))],
        DefectCorrected e => [Stop("defect", Key(e.DefectId)), Start("retest", Key(e.DefectId))],
        DefectRetestPassed e => [Stop("retest", Key(e.DefectId))],
        DefectRetestFailed e => [Stop("retest", Key(e.DefectId))],
        DefectClosed e => [Stop("defect", Key(e.DefectId)), Stop("retest", Key(e.DefectId))],
        DatesProposed e => [Stop("t9-organisation", e.DateCode), Stop("t9-hmcts", e.DateCode), Start(e.SideCode == Side.Hmcts.Code() ? "t9-organisation" : "t9-hmcts", e.DateCode)],
        DatesProposalLapsed e => [Stop("t9-organisation", e.DateCode), Stop("t9-hmcts", e.DateCode)],
        TestingDatesAgreed => [Stop("t9-organisation", DateKind.Testing.Code()), Stop("t9-hmcts", DateKind.Testing.Code())],
        GoLiveScheduled e => [Stop("t9-organisation", DateKind.GoLive.Code()), Stop("t9-hmcts", DateKind.GoLive.Code()), Stop("t10"), new ClockMove("t10", "", true, e.On)],
        GoLivePostponed or CutOverDone => [Stop("t10")],
        GateWaiverAsked e => [Start("waiver", Key(e.Gate))],
        GateWaiverApproved e => [Stop("waiver", Key(e.Gate))],
        GateWaiverRefused e => [Stop("waiver", Key(e.Gate))],
        GateWaiverEnded e => [Stop("waiver", Key(e.Gate))],
        GateConfirmedByHand { Confirmations: 1 } e => [Stop("hand", Key(e.Gate)), Start("hand", Key(e.Gate))],
        GateConfirmedByHand e => [Stop("hand", Key(e.Gate))],
        BankChangeProposed e => [Start("bank", Key(e.BankChangeId))],
        BankChangeConfirmed { Number: 1 } e => [Stop("bank", Key(e.BankChangeId)), Start("bank", Key(e.BankChangeId))], // it waits for another person now
        BankChangeConfirmed e => [Stop("bank", Key(e.BankChangeId))],
        BankChangeRefused e => [Stop("bank", Key(e.BankChangeId))],
        NameChangeAsked e => [Start("rename", Key(e.NameChangeId))],
        OrganisationRenamed e => [Stop("rename", Key(e.NameChangeId))],
        NameChangeRefused e => [Stop("rename", Key(e.NameChangeId))],
        AppealMade => [Start("appeal")],
        AppealDecided => [Stop("appeal")],
        DepartureNoticeGiven e => [new ClockMove("departure", "", true, e.LastDay)],
        DepartureNoticeTakenBack => [Stop("departure")],
        OrganisationLeft => [Stop("departure"), Start("closing")],
        MergerAsked e => [Start("merger", Key(e.MergerId))],
        MergerRefused e => [Stop("merger", Key(e.MergerId))],
        SuspensionAsked e => [Start("suspension", Key(e.SuspensionId))],
        SuspensionRefused e => [Stop("suspension", Key(e.SuspensionId))],
        OrganisationSuspended { Urgent: true } e => [Start("urgent-stop", Key(e.SuspensionId)), Start("reinstatement", Key(e.SuspensionId))],
        OrganisationSuspended e => [Stop("suspension", Key(e.SuspensionId)), Start("reinstatement", Key(e.SuspensionId))],
        SuspensionConfirmed e => [Stop("urgent-stop", Key(e.SuspensionId))],
        OrganisationReinstated e => [Stop("urgent-stop", Key(e.SuspensionId)), Stop("reinstatement", Key(e.SuspensionId))],
        ServiceReviewBooked e => [new ClockMove("t14", Key(e.ReviewId), true, e.On)],
        ServiceReviewMoved e => [Stop("t14", Key(e.ReviewId)), new ClockMove("t14", Key(e.ReviewId), true, e.On)],
        ServiceReviewHeld e => [Stop("t14", Key(e.ReviewId))],
        _ => [],
    };

    private static ClockMove Start(string rule, string matter = "") => new(rule, matter, true);

    private static ClockMove Stop(string rule, string matter = "") => new(rule, matter, false);

    private static string Key(Guid id) => id.ToString("D");

    private static string Key(int gate) => gate.ToString(CultureInfo.InvariantCulture);
}
