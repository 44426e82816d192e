using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Officer;
using CommonPlatform.Agreements.Features.Reviews;
using CommonPlatform.Agreements.Features.Security;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.Agreements.Features.Targets;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Host;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using CommonPlatform.Tests.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CommonPlatform.BuildingBlocks.Domain.Roles;

namespace CommonPlatform.Tests.Commands;

public sealed partial class TwoOfficersTests
{
    /// <summary>One installation for all: steps of the stories, and the acts below for what no story does.</summary>
    private static readonly string[] Script =
    [
        .. Stories.QuarterlyReview.SelectMany<string, string>(step => step switch
        {
            "confirm-readiness" => ["send-readiness-back", step],
            "cut-over" => [step, "amend a defect"],
            "end-quarter" => [step, "miss a target"],
            "sign-off-review" => ["assess the breach", step],
            _ => [step],
        }),
        "change the account", "renew", "supply", "suspend from submitting", "stop at once", "rename", "give notice and stay",

        "choose fellside", "apply", "submit", "wait 1", "take-ownership", "reject", "wait 1", "appeal", "dismiss-appeal", "apply again",

        "choose saltmarsh", "apply", "remove a colleague", "submit", "wait 1", "take-ownership", "return", "lapse and re-open", "merge a duplicate",

        "choose penwith", "apply", "submit", "wait 1", "take-ownership", "compare", "agree a target", "accept", "wait 1", "activate-people", "emails-arrive", "converse", "waive", "assign",
        "send agreements back", "show evidence", "answer-security", "conditions", "upload-notices", "send-notices-back", "upload-notices", "send-notices-back", "upload-notices", "send-notices-back", "meet",
        "upload-notices", "pass with changes", "withdraw", "re-open",

        "choose hendre", "apply", "submit", "wait 1", "take-ownership", "accept", "wait 1", "emails-arrive", "activate-people", "come late", "merge-into northmoor",

        "choose northmoor", "lists", "give-notice", "off-board",
    ];

    private static readonly Dictionary<string, Func<Scene, Task>> Acts = new()
    {
        ["amend a defect"] = async s =>
        {
            var open = await s.Of<Defect>(d => d.ClosedAt == null);
            await s.Send(TestManager, new AmendDefect(s.Id, open.Id, open.Version, "3", "Read the receipt as an hour later.", s.Today.AddDays(30)));
        },
        ["change the account"] = async s =>
        {
            var account = new RemittanceForm { AccountName = "NEW TRAMS", SortCode = "107999", AccountNumber = "88837491" };
            Task<BankChange> Open() => s.Of<BankChange>(c => c.SecondAt == null && c.RefusedAt == null);
            await s.Send(Applicant, new ProposeBankChange(s.Id, account, await s.Pdf()));
            await s.Send(FinanceOfficer, new ConfirmBankChange((await Open()).Id, (await Open()).Version, "01632 960 777", "Directory", true));
            await s.Send(FinanceOfficer, new ConfirmBankChangeAgain((await Open()).Id, (await Open()).Version, true)); // by whoever of the two didn't give the first
            await s.Send(Applicant, new ProposeBankChange(s.Id, account, await s.Pdf()));
            await s.Send(FinanceOfficer, new RefuseBankChange((await Open()).Id, (await Open()).Version, "Nobody there knew of it."));
        },
        ["miss a target"] = async s =>
        {
            var review = await s.Review();
            await s.Send(HmctsServiceOwner, new EnterFigure(s.Id, 2, review.Ends, "M08", "10", "12", "List of the service desk"));
        },
        ["assess the breach"] = async s =>
        {
            var review = await s.Review();
            foreach (var breach in await s.Platform.Read<AgreementsDbContext, List<ServiceBreach>>(db => db.ServiceBreaches.AsNoTracking().Where(b => b.ReviewId == review.Id && b.WithdrawnAt == null).ToListAsync()))
            {
                await s.Send(HmctsServiceOwner, new AssessBreach(breach.Id, breach.Version, ServiceBreach.Excused, "The second machine was off for a day.", "A storm cut the power of the whole town.", null));
                await s.Send(OrganisationServiceOwner, new ApproveExcuse(breach.Id, breach.Version + 1));
            }
            await s.Send(OrganisationServiceOwner, new CommentOnMinutes(review.Id, review.Version, "It was the second machine."));
            var action = await s.Platform.Read<AgreementsDbContext, ServiceAction>(db => db.ServiceActions.AsNoTracking().FirstAsync(a => a.Outcome == null));
            await s.Send(HmctsServiceOwner, new EndAction(action.Id, action.Version, ServiceAction.Done, ""));
        },
        ["suspend from submitting"] = async s =>
        {
            await s.Send(OnboardingOfficer, new AskForSuspension(s.Id, SuspensionScope.Submissions, "terms", "Accounts were shared."));
            var asked = await s.Of<Suspension>(_ => true);
            await s.Send(SeniorOnboardingManager, new DecideSuspension(asked.Id, asked.Version, Approve: true, ""));
            await s.Send(SeniorOnboardingManager, new Reinstate(asked.Id, asked.Version + 1, "Each user has an account."));
        },
        ["stop at once"] = async s =>
        {
            await s.Send(SeniorOnboardingManager, new StopAtOnce(s.Id, SuspensionScope.Submissions, "A key was found in public."));
            var stop = await s.Of<Suspension>(x => x.IsUrgent);
            await s.Send(OnboardingOfficer, new ConfirmStop(stop.Id, stop.Version));
            await s.Send(SeniorOnboardingManager, new Reinstate(stop.Id, stop.Version + 1, "The key is revoked."));
        },
        ["rename"] = async s =>
        {
            await s.Send(OnboardingOfficer, new AskForRename(s.Id, "Northmoor Railways", s.Today, await s.Pdf()));
            var change = await s.Of<NameChange>(c => c.Approved == null);
            await s.Send(SeniorOnboardingManager, new DecideRename(change.Id, change.Version, true, ""));
        },
        ["supply"] = async s =>
        {
            await s.Send(OrganisationServiceOwner, new InviteSupplier(s.Id, "Odalys Finch", "odalys@tidewater-systems.example"));
            var supplier = (await s.Platform.As(Actor.System("test"), new Contracts.Access.FindPeople(s.Id, ItSupplier))).Single();
            await s.Send(OrganisationServiceOwner, new CutOffSupplier(s.Id, supplier.PersonId));
        },
        ["give notice and stay"] = async s =>
        {
            await s.Send(AccountablePerson, new GiveNotice(s.Id, s.Today.AddDays(20), "Another authority takes our cases over.", Confirmed: true));
            var departure = await s.Of<Departure>(_ => true);
            await s.Send(AccountablePerson, new TakeNoticeBack(departure.Id, departure.Version));
        },
        ["apply again"] = async s => await s.Application((id, version) => new ApplyAgain(id, version)),
        ["remove a colleague"] = async s =>
        {
            await s.Story.Activate(s.EmailOf("Merrin Calloway"));
            var colleague = (await s.Platform.As(Actor.System("test"), new Contracts.Access.FindPeople(s.Id, Applicant))).Single(p => p.Name == "Merrin Calloway");
            await s.Application((id, version) => new RemoveApplicant(id, version, colleague.PersonId));
        },
        ["lapse and re-open"] = async s =>
        {
            await s.Application((_, version) => new LapseApplication(s.Id, version, "They wait for a new Act."), OnboardingOfficer);
            await s.Application((_, version) => new ReopenApplication(s.Id, version), OnboardingOfficer);
        },
        ["merge a duplicate"] = async s =>
        {
            await s.Application((id, version) => new SubmitApplication(id, version, true, "Ottoline Brack", "Prosecutions manager"));
            if ((await s.Platform.CaseOf(s.Id)).Stage == Stage.Submitted) await StoryTeller.Run(s.Story, "take-ownership");
            var into = await s.Reference("northmoor");
            await s.Application((_, version) => new MergeDuplicate(s.Id, version, into, [], "The same ferries."), OnboardingOfficer);
        },
        ["compare"] = async s =>
        {
            var onboarding = await s.Platform.CaseOf(s.Id);
            await s.Send(OnboardingOfficer, new DecideDuplicate(s.Id, onboarding.Version, s.IdOf("fellside"), false, "Two authorities with one bank."));
        },
        ["agree a target"] = async s =>
        {
            await s.Send(OnboardingOfficer, new SetServiceLevelTarget(s.Id, 0, "M01", "98", "They work by day only."));
            await s.Send(OnboardingOfficer, new SetServiceLevelTarget(s.Id, 1, "M01", "97", "They work in the mornings only."));
            var target = await s.Platform.Read<AgreementsDbContext, AgreedTarget>(db => db.AgreedTargets.AsNoTracking().SingleAsync(t => t.OrganisationId == s.Id && t.EndedAt == null));
            await s.Send(OnboardingOfficer, new RemoveServiceLevelTarget(s.Id, 3, target.Id));
        },
        ["converse"] = async s =>
        {
            var email = await s.Platform.Read<RegistrationDbContext, InboxEmail>(db => db.Inbox.AsNoTracking().FirstAsync(e => e.DecidedAt == null));
            await s.Send(OnboardingOfficer, new AssignEmail(email.Id, email.Version, (await s.Platform.CaseOf(s.Id)).Reference, true));
            await s.Platform.Settle();
            await s.Send(OnboardingOfficer, new FileEmail(s.Id, new IncomingEmail("jory@penwith.example", "Dates", s.Platform.Clock.GetUtcNow(), "In May.", (await s.Pdf()).Address)));
            await s.Send(OnboardingOfficer, new AskQuestion(s.Id, "Which depots?", s.Today.AddDays(5)));
            var question = await s.Of<ConversationEntry>(e => e.Kind == EntryKind.Question);
            await s.Send(Applicant, new AnswerQuestion(s.Id, question.Id, question.Version, "All of them."));
            await s.Send(OnboardingOfficer, new CorrectEntry(s.Id, question.Id, question.Version + 1, "Which depots and yards?"));
        },
        ["waive"] = async s =>
        {
            await s.Send(OnboardingOfficer, new AskForWaiver(s.Id, 6, "They pay by hand until then.", s.Today.AddDays(10)));
            var waiver = await s.Of<Waiver>(_ => true);
            await s.Send(SeniorOnboardingManager, new DecideWaiver(waiver.Id, waiver.Version, true, ""));
            await s.Send(OnboardingOfficer, new EndWaiver(waiver.Id, waiver.Version + 1));
        },
        ["assign"] = async s =>
        {
            await s.Send(OnboardingOfficer, new ArrangeCover(s.Twin, s.Today, s.Today.AddDays(3)));
            var cover = await s.Platform.Read<RegistrationDbContext, Cover>(db => db.Covers.AsNoTracking().SingleAsync());
            await s.Send(OnboardingOfficer, new EndCover(cover.Id));
            await s.Send(OnboardingOfficer, new AssignCases([new SeenCase(s.Id, (await s.Platform.CaseOf(s.Id)).OwnerId)], s.Twin));
        },
        ["send agreements back"] = async s =>
        {
            await s.Agreement(AgreementKinds.Mou, a => new AskQuestions(a.Id, a.Version, "What does clause 4 mean?"));
            await s.Agreement(AgreementKinds.Sla, a => new NameAnotherSignatory(a.Id, a.Version, "Demelza Trewin", "Head of law", "demelza@penwith-licensing.example", "She signs for us."));
            await s.Agreement(AgreementKinds.Terms, a => new RecallAgreement(a.Id, a.Version, "A page was missing."), OnboardingOfficer);
        },
        ["show evidence"] = async s =>
        {
            var open = await s.Assessment();
            await s.Send(SecuritySignatory, new UploadEvidence(open.Id, open.Version, CommonPlatform.Agreements.Domain.Questionnaire.Current.Questions.First(q => q.AsksForEvidence).Number, await s.Pdf()));
            open = await s.Assessment();
            await s.Send(SecuritySignatory, new RemoveEvidence(open.Id, open.Version, open.Files.Single().Id));
        },
        ["conditions"] = async s =>
        {
            var signed = await s.Assessment();
            await s.Send(SecurityAssessor, new AssessSecurity(signed.Id, signed.Version, Verdict.Conditions, "Encrypt the backups.", s.Today.AddDays(30)));
            await s.Send(SecurityAssessor, new ConfirmConditionsMet(signed.Id, (await s.Assessment()).Version, HasSeen: true));
        },
        ["meet"] = async s => await s.Send(TestManager, new ArrangeNoticeMeeting((await s.Round()).Id, (await s.Round()).Version, WorkingDays.After(s.Today, 2))),
        ["pass with changes"] = async s =>
        {
            var (round, confirmer) = (await s.Round(), await s.PersonOf(TestManager));
            List<TypedFinding> findings = [.. NoticePack.Checklist.Select(p => new TypedFinding { Point = p.Id, Result = PointResult.Pass })];
            (findings[12].Result, findings[12].Comment) = (PointResult.Fail, "A comma is missing.");
            await s.Send(TestManager, new ReviewNotices(round.Id, round.Version, findings, ReviewNotices.Changes, confirmer));
            await s.Send(TestManager, new ConfirmNoticeChanges(round.Id, (await s.Round()).Version, Made: true));
        },
        ["re-open"] = async s => await s.Application((_, version) => new ReopenAccepted(s.Id, version, "They have a new prosecutions manager."), OnboardingOfficer),
        ["come late"] = async s =>
        {
            await s.Story.Wait(70);
            await s.Agreement(AgreementKinds.Mou, a => new AskForNewRequest(a.Id, a.Version));
        },
        ["merge-into northmoor"] = async s =>
        {
            await s.Send(OnboardingOfficer, new AskForMerger(s.Id, await s.Reference("northmoor"), [], Reissue: false, "An order of the minister joins the two.", await s.Pdf()));
            var merger = await s.Of<Merger>(m => m.Approved == null);
            await s.Send(SeniorOnboardingManager, new DecideMerger(merger.Id, merger.Version, true, ""));
        },
        ["renew"] = async s =>
        {
            await s.Agreement(AgreementKinds.Terms, a => new RenewAgreement(a.Id, a.Version, "A clause changes."), OnboardingOfficer);
            var held = await s.Assessment();
            await s.Send(OnboardingOfficer, new RenewSecurity(held.Id, held.Version, "They moved to another host."));
        },
        ["lists"] = async s =>
        {
            var stored = await s.Platform.Services.GetRequiredService<DocumentStore>().Put("""{"england-and-wales":{"events":[{"title":"Jubilee","date":"2091-06-04"}]}}"""u8.ToArray(), default);
            var administrator = new Actor((await s.Platform.Person(Administrator)).PersonId, null, [new HeldRole(Administrator, null)]);
            var file = await s.Platform.As(administrator, new KeepReferenceFile(ReferenceKind.BankHolidays, "holidays.json", stored.Address, 1, s.Today.AddYears(5))); // bank holidays in use count for the whole process
            await s.Platform.As(administrator, new UseReferenceFile(file, 1));
            var email = await s.Platform.Read<RegistrationDbContext, InboxEmail>(db => db.Inbox.AsNoTracking().FirstAsync(e => e.DecidedAt == null));
            await s.Send(OnboardingOfficer, new SetAsideEmail(email.Id, email.Version, "Advertising"));
        },
    };
}
