using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Domain;

/// <summary>The questions of the security assurance questionnaire, from security-questionnaire.v1.json.</summary>
internal sealed record Questionnaire(int Version, IReadOnlyList<Section> Sections)
{
    private static readonly Lazy<Questionnaire> First = new(() =>
        JsonSerializer.Deserialize<Questionnaire>(AgreementTexts.Read("security-questionnaire.v1.json"), Json.Options)!);

    public static Questionnaire Current => First.Value;

    public IEnumerable<Question> Questions => Sections.SelectMany(s => s.Questions);
}

/// <summary>Words in both languages, as data files carry them.</summary>
internal sealed record Bilingual(string En, string Cy)
{
    public override string ToString() => In(Language.Current);

    public string In(Language language) => language == Language.Welsh ? Cy : En;
}

internal sealed record Section(string Id, int Weight, Bilingual Title, IReadOnlyList<Question> Questions);

internal sealed record Choice(string Value, string En, string Cy)
{
    public string In(Language language) => language == Language.Welsh ? Cy : En;
}

internal sealed record Column(string Id, string En, string Cy)
{
    public string In(Language language) => language == Language.Welsh ? Cy : En;
}

/// <summary>When an answer to a critical question fails it.</summary>
internal sealed record Failure(bool Unanswered = false, IReadOnlyList<string>? Values = null, int? Over = null);

internal sealed record Question(
    int Number, string Type, Bilingual Text, int Weight, bool Critical, Bilingual? Hint = null, IReadOnlyList<Choice>? Options = null,
    IReadOnlyList<string>? Companion = null, string? Evidence = null, string? Unit = null, int? Min = null, int? Max = null, bool Inverse = false,
    Failure? FailsWhen = null, IReadOnlyList<Column>? Columns = null)
{
    public bool AsksFor(string companion) => Companion?.Contains(companion) == true;

    public bool AsksForEvidence => Evidence is not null || Type == "FILE";

    /// <summary>The choices of a closed question: yes, no and partly count as such.</summary>
    public IReadOnlyList<(string Value, string Words)> Choices(Language language) => Type switch
    {
        "YN" => [("yes", Say.AnswerYes.In(language)), ("no", Say.AnswerNo.In(language))],
        "YNP" => [("yes", Say.AnswerYes.In(language)), ("partly", Say.AnswerPartly.In(language)), ("no", Say.AnswerNo.In(language))],
        _ => [.. (Options ?? []).Select(o => (o.Value, o.In(language)))],
    };

    public bool IsAnswered(Answer? answer) => answer is not null && Type switch
    {
        "FILE" => answer.HasEvidence,
        "TABLE" => answer.Rows.Any(r => r.Any(c => c.Length > 0)),
        _ => answer.Values.Any(v => v.Length > 0),
    };

    /// <summary>Answered, with the evidence that it asks for unless the answer is no.</summary>
    public bool IsComplete(Answer? answer) => IsAnswered(answer)
        && (Evidence != "required" || answer!.Values.Contains("no") || answer.HasEvidence);

    /// <summary>A critical question that failed leaves only «conditions» and «failed» to the assessor.</summary>
    public bool Fails(Answer? answer)
    {
        if (!Critical) return false;
        if (!IsAnswered(answer)) return true;
        if (FailsWhen?.Over is { } over && int.TryParse(answer!.Values[0], out var number) && number > over) return true;
        return FailsWhen?.Values?.Any(answer!.Values.Contains) == true;
    }

    /// <summary>0, 0.5 or 1 of the question's weight.</summary>
    public double Score(Answer? answer)
    {
        if (!IsAnswered(answer)) return 0;
        var value = answer!.Values.Count > 0 ? answer.Values[0] : "";
        return Type switch
        {
            "YN" or "YNP" => value switch { "partly" => 0.5, "yes" => Inverse ? 0 : 1, _ => Inverse ? 1 : 0 },
            "SEL" or "MULTI" => ChoiceScore(answer),
            "NUM" => NumberScore(value),
            _ => 1,
        };
    }

    private double ChoiceScore(Answer answer) => Fails(answer) ? 0 : answer.Values switch
    {
        ["none"] or ["never"] => 0,
        ["other"] or ["less-often"] or ["8-without-deny-list"] or ["cyber-essentials"] => 0.5,
        _ => 1,
    };

    /// <summary>Question 8 counts staff trained, 31 months of logs; for the others a number given is an answer, unless it fails.</summary>
    private double NumberScore(string value) => (Number, int.TryParse(value, out var n) ? n : 0) switch
    {
        (8, var percent) => percent >= 95 ? 1 : percent >= 80 ? 0.5 : 0,
        (9, var days) => days <= 2 ? 1 : days <= 5 ? 0.5 : 0,
        (31, var months) => months >= 6 ? 1 : months >= 3 ? 0.5 : 0,
        (37, var breaches) => breaches == 0 ? 1 : 0.5,
        _ => 1,
    };
}

/// <summary>One answer; which parts count depends on the question.</summary>
internal sealed record Answer(
    IReadOnlyList<string> Values, string? Text = null, DateOnly? Date = null, string? Evidence = null, IReadOnlyList<IReadOnlyList<string>>? Table = null)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<IReadOnlyList<string>> Rows => Table ?? [];

    /// <summary>The documents uploaded for it, which are kept beside the answers.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<EvidenceFile> Files { get; init; } = [];

    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasEvidence => !string.IsNullOrWhiteSpace(Evidence) || Files.Count > 0;
}

/// <summary>The score of a whole questionnaire: sections weighted, open critical failures named.</summary>
internal sealed record SecurityScore(int Percent, IReadOnlyDictionary<string, int> Sections, IReadOnlyList<int> CriticalFails)
{
    /// <summary>low from 85, medium from 70, else high; an open critical question keeps it high.</summary>
    public string Risk => CriticalFails.Count > 0 || Percent < 70 ? "high" : Percent < 85 ? "medium" : "low";

    public static SecurityScore Of(Questionnaire questionnaire, IReadOnlyDictionary<int, Answer> answers)
    {
        var sections = questionnaire.Sections.ToDictionary(
            s => s.Id, s => s.Questions.Sum(q => q.Score(answers.GetValueOrDefault(q.Number)) * q.Weight) / s.Questions.Sum(q => q.Weight));
        var total = questionnaire.Sections.Sum(s => sections[s.Id] * s.Weight) / questionnaire.Sections.Sum(s => s.Weight);
        return new(
            (int)Math.Floor(total * 100), sections.ToDictionary(s => s.Key, s => (int)Math.Floor(s.Value * 100)),
            [.. questionnaire.Questions.Where(q => q.Fails(answers.GetValueOrDefault(q.Number))).Select(q => q.Number)]);
    }
}
