using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

internal enum Outcome
{
    Returned,
    Accepted,
    Rejected,
}

internal enum Ending
{
    Rejected,
    Withdrawn,
    Lapsed,
    Merged,
}

/// <summary>One time that the questionnaire came in, with the answers as they were then.</summary>
internal sealed record Submission(Guid Id, Guid ApplicationId, int FormVersion, Answers Answers, string DeclaredName, string DeclaredRole, Guid By, DateTimeOffset At)
{
    /// <summary>SHA-256 of the answers as the applicant's JSON copy has them, so that both sides can show what was declared. Null on what came in before it was kept.</summary>
    public string? FormHash { get; init; }
}

/// <summary>What an officer decided on one form version; the words of the reason are a row of their own.</summary>
internal sealed record Decision(Guid Id, Guid ApplicationId, int FormVersion, Outcome Outcome, string? ReasonCode, Guid? ReasonId, Guid By, DateTimeOffset At);

/// <summary>The officer who decides, with what tells whether they are of the organisation themselves.</summary>
internal sealed record Officer(Guid PersonId, string EmailDomain, bool IsOfTheOrganisation);

/// <summary>An organisation's questionnaire from its first answer to the decision on it.</summary>
internal sealed class Application : Entity
{
    private const int DaysToReopen = 90;
    private static readonly TimeSpan DraftLasts = TimeSpan.FromDays(60);
    public static readonly IReadOnlyList<string> RejectionCodes = ["not-a-prosecutor", "no-legal-power", "no-sjp-authority", "identity", "duplicate", "outside-england-and-wales", "no-answer", "other"];

    private readonly List<Submission> submissions = [];
    private readonly List<Decision> decisions = [];
    private readonly List<ApplicationFile> files = [];
    private readonly List<IdentifierCheck> checks = [];

    private Application()
    {
    }

    public Application(Guid id, Guid organisationId, Language language, DateTimeOffset at)
    {
        (Id, OrganisationId, Language, StartedAt, SavedAt) = (id, organisationId, language, at, at);
        Record(new ApplicationStarted(organisationId));
    }

    /// <summary>
    /// A new version of an application that has ended, for which whoever withdrew has 90 days: with its answers and documents, under an account number that is encrypted for it. What
    /// officers decided and verified belongs to the version before.
    /// </summary>
    public static Application Again(Application before, Guid id, Func<string, Guid, Guid, string> reencrypt, DateTimeOffset at)
    {
        Rule.Require(before.Decisions.All(d => d.Outcome != Outcome.Accepted), Say.RuleWasAccepted);
        return Next(before, id, reencrypt, at);
    }

    /// <summary>
    /// An officer opens an application again that was withdrawn after it had been accepted: what was declared, verified and decided holds on in the new
    /// version, and the officer answers for it with a reason.
    /// </summary>
    public static Application GoOn(Application before, Guid id, Guid reasonId, Func<string, Guid, Guid, string> reencrypt, Officer by, DateTimeOffset at)
    {
        Rule.Require(before is { EndedAs: Ending.Withdrawn, IsAccepted: true }, Say.RuleReopenOnlyWithdrawn);
        before.RequireStranger(by);
        var again = Next(before, id, reencrypt, at);
        again.submissions.Add(before.Latest! with { Id = Guid.CreateVersion7(at), ApplicationId = id, FormVersion = 1, Answers = again.Answers });
        again.decisions.Add(new Decision(Guid.CreateVersion7(at), id, 1, Outcome.Accepted, null, reasonId, by.PersonId, at));
        again.checks.AddRange(before.checks.Select(c => c with { Id = Guid.CreateVersion7(at), ApplicationId = id }));
        return again;
    }

    private static Application Next(Application before, Guid id, Func<string, Guid, Guid, string> reencrypt, DateTimeOffset at)
    {
        Rule.Require(!before.IsOpen, Say.RuleApplicationIsOpen);
        Rule.Require(before.EndedAs != Ending.Merged, Say.MergerRuleFinal);
        Rule.Require(before.ErasedAt is null, Say.RuleErased);
        Rule.Require(before.ReopenUntil is not { } last || at.CivilDate() <= last, Say.RuleReopenTooLate(before.ReopenUntil));
        before.Record(new ApplicationReopened(before.OrganisationId)); // changes its version, as an appeal does: of the two sent at once one wins
        var again = new Application(id, before.OrganisationId, before.Language, at) { ApplicantId = before.ApplicantId, FollowsId = before.Id };
        again.Answers = before.Answers.Remittance is { ProtectedNumber.Length: > 0 } account
            ? before.Answers with { Remittance = account with { ProtectedNumber = reencrypt(account.ProtectedNumber, before.Id, id) } }
            : before.Answers;
        var kept = before.files.Where(f => before.Answers.Proof?.Files.Any(p => p.Id == f.Id) == true).Select(f => f with { Id = Guid.CreateVersion7(at), ApplicationId = id }).ToList();
        again.files.AddRange(kept);
        if (kept.Count > 0) again.Answers = again.Answers with { Proof = new() { Files = [.. kept.Select(f => new ProofFile(f.Id, f.Kind, f.FileName))] } };
        return again;
    }

    /// <summary>After an appeal that was upheld: what was declared counts as sent in this version.</summary>
    public void TakeUp(Submission declared, Guid submissionId, DateTimeOffset at)
    {
        submissions.Add(new Submission(submissionId, Id, FormVersion + 1, Answers, declared.DeclaredName, declared.DeclaredRole, declared.By, at) { FormHash = Answers.Hash() });
        Record(new ApplicationSubmitted(OrganisationId, FormVersion));
    }

    public Guid OrganisationId { get; private init; }

    /// <summary>The application that this is a new version of.</summary>
    public Guid? FollowsId { get; private init; }
    public Guid ApplicantId { get; private set; }
    public Language Language { get; private init; }
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset SavedAt { get; private set; }
    public Answers Answers { get; private set; } = new();
    public Ending? EndedAs { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public Guid? EndedBy { get; private set; }
    public Guid? EndingReasonId { get; private set; }

    /// <summary>When its answers were erased; what happened, by whom and the hashes of what was declared stay.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }
    public IReadOnlyList<Submission> Submissions => submissions;
    public IReadOnlyList<Decision> Decisions => decisions;
    public IReadOnlyList<ApplicationFile> Files => files;
    public IReadOnlyList<IdentifierCheck> Checks => checks;

    /// <summary>Every identifier, as the answers have it now, was verified by an officer or found not to apply. For gate G1.</summary>
    public bool IdentifiersVerified => Enum.GetValues<Identifier>().All(i => Identifiers.Latest(Answers, checks, i) is not null);

    /// <summary>The last day on which an application that was withdrawn may go on as a new version; null for all others.</summary>
    public DateOnly? ReopenUntil => EndedAs == Ending.Withdrawn ? EndedAt!.Value.CivilDate().AddDays(DaysToReopen) : null;

    public int FormVersion => submissions.Count;
    public bool IsOpen => EndedAt is null;
    public Submission? Latest => submissions.MaxBy(s => s.FormVersion);
    public Decision? LatestDecision => decisions.MaxBy(d => d.FormVersion);

    /// <summary>What an officer decided on the latest submission; null while it waits or nothing came in.</summary>
    public Decision? DecisionOnLatest => decisions.SingleOrDefault(d => d.FormVersion == FormVersion);

    public DateTimeOffset DraftEndsAt => SavedAt + DraftLasts;
    public bool IsWithHmcts => IsOpen && FormVersion > 0 && DecisionOnLatest is null;
    public bool IsReturned => IsOpen && DecisionOnLatest?.Outcome == Outcome.Returned;
    public bool IsAccepted => DecisionOnLatest?.Outcome == Outcome.Accepted;
    public bool IsEditable => IsOpen && (FormVersion == 0 || IsReturned);

    public void NameApplicant(Guid personId) => ApplicantId = personId;

    /// <summary>Saving what a section says already changes nothing.</summary>
    public void Save(Section section, Func<Answers, Answers> change, DateTimeOffset at)
    {
        Rule.Require(IsEditable, Say.RuleApplicationIsSent);
        var changed = change(Answers);
        if (SectionState.Of(changed, section) == SectionState.Of(Answers, section)) return;
        (Answers, SavedAt) = (changed, at);
        Record(new ApplicationSaved(OrganisationId, Words.Kebab(section.ToString())));
    }

    /// <summary>A document of proof takes the place of the one before in the answers.</summary>
    public void Attach(ApplicationFile file)
    {
        files.Add(file);
        Save(Section.Proof, a => a with { Proof = new() { Files = [.. (a.Proof?.Files ?? []).Where(f => f.Kind != file.Kind), new ProofFile(file.Id, file.Kind, file.FileName)] } }, file.UploadedAt);
    }

    /// <summary>What still stands in the way of sending it, between the sections.</summary>
    public IReadOnlyList<(Section Section, Text Text)> Problems(OffenceList list, DateOnly today) => [.. Questionnaire.Problems(Answers, list, today)];

    public void Submit(Guid submissionId, string name, string role, Guid by, DateTimeOffset at, OffenceList list, DateOnly today)
    {
        Rule.Require(IsEditable, Say.RuleApplicationIsSent);
        Rule.Require(Answers.AreComplete, Say.RuleCompleteAllSections);
        Rule.Require(Problems(list, today).Count == 0, Say.RuleCorrectTheProblems);
        submissions.Add(new Submission(submissionId, Id, FormVersion + 1, Answers, name, role, by, at) { FormHash = Answers.Hash() });
        Record(new ApplicationSubmitted(OrganisationId, FormVersion));
    }

    public void Accept(Guid decisionId, Officer by, DateTimeOffset at)
    {
        Decide(new Decision(decisionId, Id, FormVersion, Outcome.Accepted, null, null, by.PersonId, at), by);
        Record(new ApplicationAccepted(OrganisationId));
    }

    public void Return(Guid decisionId, Guid reasonId, Officer by, DateTimeOffset at)
    {
        Decide(new Decision(decisionId, Id, FormVersion, Outcome.Returned, null, reasonId, by.PersonId, at), by);
        Record(new ApplicationReturned(OrganisationId, FormVersion));
    }

    public void Reject(Guid decisionId, string code, Guid reasonId, Officer by, DateTimeOffset at)
    {
        Decide(new Decision(decisionId, Id, FormVersion, Outcome.Rejected, code, reasonId, by.PersonId, at), by);
        End(Ending.Rejected, by.PersonId, at, reasonId);
        Record(new ApplicationRejected(OrganisationId, code));
    }

    /// <summary>An officer, who isn't of the organisation, verified an identifier or found that it doesn't apply.</summary>
    public void Check(IdentifierCheck check, Officer by, DateOnly today)
    {
        Rule.Require(IsOpen && FormVersion > 0, Say.RuleNothingToVerify);
        RequireStranger(by);
        Rule.Require(check.CheckedOn <= today, Say.RuleCheckedLater);
        Rule.Require(check.IsVerified ? check.Value.Length > 0 : Identifiers.MayNotApply(Answers, check.Identifier), check.IsVerified ? Say.RuleNothingGiven : Say.RuleMustBeVerified);
        checks.Add(check);
        Record(new IdentifierChecked(OrganisationId, Words.Kebab(check.Identifier.ToString()), check.IsVerified));
    }

    public void Withdraw(Guid reasonId, Guid by, DateTimeOffset at)
    {
        Rule.Require(IsOpen, Say.RuleNothingToWithdraw);
        End(Ending.Withdrawn, by, at, reasonId);
        Record(new ApplicationWithdrawn(OrganisationId));
    }

    /// <summary>By itself, or because an officer sees that nobody will answer.</summary>
    public void Lapse(DateTimeOffset at, Guid? by = null, Guid? reasonId = null)
    {
        Rule.Require(IsEditable, Say.RuleApplicationIsSent);
        End(Ending.Lapsed, by, at, reasonId);
        Record(new ApplicationLapsed(OrganisationId));
    }

    /// <summary>Its organisation goes on in another one, whose event says so; a duplicate by an officer who isn't of it.</summary>
    public void Merge(Guid reasonId, Guid by, DateTimeOffset at)
    {
        Rule.Require(IsOpen && FormVersion > 0, Say.MergerRuleFinal);
        End(Ending.Merged, by, at, reasonId);
    }

    /// <summary>The time that an application of this kind is kept is over.</summary>
    public void Erase(Retention kept, DateTimeOffset at)
    {
        Rule.Require(!IsOpen || kept == Retention.Closed, Say.RuleApplicationIsOpen);
        (Answers, ErasedAt) = (new Answers(), at);
        Record(new ApplicationErased(OrganisationId, kept.Code));
    }

    /// <summary>Changes its version, as a new version of it does.</summary>
    public void Appeal() => Record(new AppealMade(OrganisationId));

    private void Decide(Decision decision, Officer by)
    {
        Rule.Require(IsWithHmcts, Say.RuleAlreadyDecided);
        RequireStranger(by);
        decisions.Add(decision);
    }

    public void RequireStranger(Officer by) =>
        Rule.Require(!by.IsOfTheOrganisation && !Questionnaire.Emails(Answers).Any(e => Formats.Domain(e) == by.EmailDomain), Say.RuleOwnOrganisation);

    private void End(Ending ending, Guid? by, DateTimeOffset at, Guid? reasonId) => (EndedAs, EndedBy, EndedAt, EndingReasonId) = (ending, by, at, reasonId);
}
