using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;

namespace CommonPlatform.Agreements.Domain;

/// <summary>The verdicts of the security assessor.</summary>
internal static class Verdict
{
    public const string Approved = "approved";
    public const string Conditions = "conditions";
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [Approved, Conditions, Failed];
}

/// <summary>One round of the security assurance questionnaire with one organisation.</summary>
internal sealed class SecurityAssessment : Entity
{
    public const int WorkingDaysToAnswer = 20;
    public const int MostFilesForAQuestion = 5;
    private readonly List<EvidenceFile> files = [];

    private SecurityAssessment()
    {
    }

    public SecurityAssessment(
        Guid id, Guid organisationId, string organisationName, string reference, int round, Signatory signatory, Language language,
        SecurityAssessment? earlier, DateTimeOffset at)
    {
        Id = id;
        (OrganisationId, OrganisationName, Reference, Round, Language, IssuedAt) = (organisationId, organisationName, reference, round, language, at);
        (SignatoryId, SignatoryName, SignatoryTitle, SignatoryEmail) = signatory;
        QuestionnaireVersion = Questionnaire.Current.Version;
        Answers = earlier?.Answers ?? new Dictionary<int, Answer>();
        files.AddRange((earlier?.Files ?? []).Select(f => f with { Id = Guid.CreateVersion7(at), SecurityAssessmentId = id }));
        AnswerBy = WorkingDays.After(at.CivilDate(), WorkingDaysToAnswer);
        Record(new SecurityQuestionnaireIssued(organisationId, round));
    }

    public Guid OrganisationId { get; private init; }
    public string OrganisationName { get; private init; } = "";
    public string Reference { get; private init; } = "";
    public int Round { get; private init; }
    public Language Language { get; private init; }
    public int QuestionnaireVersion { get; private init; }
    public Guid SignatoryId { get; private init; }
    public string SignatoryName { get; private set; } = "";
    public string SignatoryTitle { get; private set; } = "";
    public string SignatoryEmail { get; private set; } = "";
    public DateTimeOffset IssuedAt { get; private init; }
    public DateOnly AnswerBy { get; private set; }

    public IReadOnlyDictionary<int, Answer> Answers { get; private set; } = new Dictionary<int, Answer>();
    public IReadOnlyList<string> SectionsSaved { get; private set; } = [];
    public DateTimeOffset? EvidenceChangedAt { get; private set; }
    public IReadOnlyList<EvidenceFile> Files => files;

    public string? NameTyped { get; private set; }
    public IReadOnlyList<string> Statements { get; private set; } = [];
    public DateTimeOffset? SteppedUpAt { get; private set; }
    public DateTimeOffset? SignedAt { get; private set; }
    public string? Pdf { get; private set; }
    public string? Sha256 { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }

    public string? Outcome { get; private set; }
    public Guid? AssessedBy { get; private set; }
    public DateTimeOffset? AssessedAt { get; private set; }
    public string? OutcomeText { get; private set; }
    public DateOnly? ConditionsDue { get; private set; }
    public DateOnly? ValidUntil { get; private set; }
    public Guid? ConditionsMetBy { get; private set; }
    public DateTimeOffset? ConditionsMetAt { get; private set; }

    public string? RenewalReason { get; private set; }
    public Guid? RenewalAskedBy { get; private set; }
    public DateTimeOffset? RenewalAskedAt { get; private set; }

    /// <summary>The last day for meeting the conditions, while they aren't all met.</summary>
    public DateOnly? ConditionsOpenUntil => ConditionsMetAt is null ? ConditionsDue : null;

    /// <summary>When the organisation withdrew while this was under way.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public bool IsToAnswer => SignedAt is null && WithdrawnAt is null;

    public SecurityScore Score => SecurityScore.Of(Questionnaire.Current, Answers.Keys.Union(files.Select(f => f.Question)).ToDictionary(n => n, n => AnswerTo(n)!));

    public bool IsComplete => Questionnaire.Current.Sections.All(s => SectionsSaved.Contains(s.Id) && s.Questions.All(q => q.IsComplete(AnswerTo(q.Number))));

    /// <summary>What was answered to one question, with the documents uploaded for it; null while there is neither.</summary>
    public Answer? AnswerTo(int question)
    {
        var answer = Answers.GetValueOrDefault(question);
        return files.Where(f => f.Question == question).OrderBy(f => f.UploadedAt).ToList() is { Count: > 0 } uploaded ? (answer ?? new Answer([])) with { Files = uploaded } : answer;
    }

    public void Upload(EvidenceFile file)
    {
        RequireThatItIsToAnswer();
        Rule.Require(files.Count(f => f.Question == file.Question) < MostFilesForAQuestion, Say.EvidenceTooMany(MostFilesForAQuestion));
        files.Add(file);
        EvidenceChangedAt = file.UploadedAt;
        Record(new SecurityEvidenceUploaded(OrganisationId, file.Id, Round, file.Question));
    }

    public void Remove(EvidenceFile file, DateTimeOffset at)
    {
        RequireThatItIsToAnswer();
        files.Remove(file);
        EvidenceChangedAt = at;
        Record(new SecurityEvidenceRemoved(OrganisationId, file.Id, Round, file.Question));
    }

    /// <summary>Keeps what was answered in one section, whole or in part.</summary>
    public void Save(Section section, IReadOnlyDictionary<int, Answer> answers)
    {
        RequireThatItIsToAnswer();
        var all = Answers.ToDictionary();
        foreach (var question in section.Questions)
            if (answers.TryGetValue(question.Number, out var answer)) all[question.Number] = answer;
        (Answers, SectionsSaved) = (all, [.. SectionsSaved.Append(section.Id).Distinct().Order(StringComparer.Ordinal)]);
        Record(new SecurityAnswersSaved(OrganisationId, Round, section.Id));
    }

    public void RequireThatItCanBeSigned()
    {
        RequireThatItIsToAnswer();
        Rule.Require(IsComplete, Say.AnswerEverySection);
    }

    public void Sign(Intent intent)
    {
        RequireThatItCanBeSigned();
        Rule.Require(intent.At - intent.SteppedUpAt <= Agreement.FreshFor, Say.CodeNoLongerFresh);
        (NameTyped, Statements, SteppedUpAt, SignedAt) = (intent.NameTyped, intent.Statements, intent.SteppedUpAt, intent.At);
    }

    /// <summary>The answers as a sealed PDF are stored: they are with the assessor.</summary>
    public void Submit(string pdf, string sha256, DateTimeOffset at)
    {
        (Pdf, Sha256, SubmittedAt) = (pdf, sha256, at);
        Record(new SecurityQuestionnaireSubmitted(OrganisationId, Round));
    }

    public void Assess(string outcome, string? text, DateOnly? due, Guid by, DateTimeOffset at)
    {
        Rule.Require(WithdrawnAt is null, Say.OrganisationHasWithdrawn);
        Rule.Require(SubmittedAt is not null, Say.NothingToAssess);
        Rule.Require(Outcome is null, Say.AssessedAlready);
        Rule.Require(outcome != Verdict.Approved || Score.CriticalFails.Count == 0, Say.CriticalFailsForbidApproval);
        (Outcome, OutcomeText, ConditionsDue, AssessedBy, AssessedAt) = (outcome, text, due, by, at);
        if (outcome == Verdict.Failed)
        {
            Record(new SecurityFailed(OrganisationId, Round));
            return;
        }
        ValidUntil = at.CivilDate().AddMonths(12);
        Record(new SecurityApproved(OrganisationId, Round, outcome));
    }

    public void ConditionsMet(Guid by, DateTimeOffset at)
    {
        Rule.Require(Outcome == Verdict.Conditions, Say.NoConditions);
        Rule.Require(ConditionsMetAt is null, Say.ConditionsMetAlready);
        (ConditionsMetBy, ConditionsMetAt) = (by, at);
        Record(new SecurityConditionsMet(OrganisationId, Round));
    }

    /// <summary>The approval ends too soon, or something material has changed: the questions are asked again. The verdict holds until the next one.</summary>
    public void Renew(string reason, Guid by, DateTimeOffset at)
    {
        Rule.Require(ValidUntil is not null, Say.RenewOnlyApproved);
        Rule.Require(RenewalAskedAt is null, Say.QuestionnaireStillOut);
        (RenewalReason, RenewalAskedBy, RenewalAskedAt) = (reason, by, at);
        Record(new SecurityRenewalAsked(OrganisationId, Round));
    }

    /// <summary>The organisation withdrew; true when the signatory had still to answer.</summary>
    public bool Withdraw(DateTimeOffset at)
    {
        var waited = IsToAnswer;
        if (Outcome is null) WithdrawnAt ??= at;
        return waited;
    }

    /// <summary>The organisation goes on after all; true when the signatory has still to answer, with all the days for it.</summary>
    public bool GoOn(DateTimeOffset at)
    {
        if (WithdrawnAt is null) return false;
        WithdrawnAt = null;
        if (!IsToAnswer)
        {
            if (SubmittedAt is not null) Record(new SecurityQuestionnaireSubmitted(OrganisationId, Round));
            return false;
        }
        AnswerBy = WorkingDays.After(at.CivilDate(), WorkingDaysToAnswer);
        Record(new SecurityQuestionnaireIssued(OrganisationId, Round));
        return true;
    }

    /// <summary>The verdict, its days and the hash of what was sealed stay.</summary>
    public void Erase()
    {
        (SignatoryName, SignatoryTitle, SignatoryEmail, Answers) = ("", "", "", new Dictionary<int, Answer>());
        (NameTyped, OutcomeText, RenewalReason) = (NameTyped is null ? null : "", OutcomeText is null ? null : "", RenewalReason is null ? null : "");
    }

    public void EraseDocument() => Pdf = null;

    private void RequireThatItIsToAnswer()
    {
        Rule.Require(WithdrawnAt is null, Say.OrganisationHasWithdrawn);
        Rule.Require(SignedAt is null, Say.QuestionnaireSignedAlready);
    }
}
