using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>The questions with their answers, as lines of text and as a document.</summary>
internal static class AnswersDocument
{
    private const string Template = """
        {{intro}}

        {{#each sections}}
        # {{title}}

        {{#each questions}}
        ### {{title}}

        {{#each lines}}
        {{this}}

        {{/each}}
        {{/each}}
        {{/each}}
        # {{declaration}}

        {{#each statements}}
        {{this}}

        {{/each}}
        """;

    public static RenderedDocument Of(SecurityAssessment assessment)
    {
        var language = assessment.Language;
        var values = new Dictionary<string, object?>
        {
            ["intro"] = Say.AnswersIntro(assessment.OrganisationName, assessment.SignedAt),
            ["sections"] = Questionnaire.Current.Sections.Select(s => new Dictionary<string, object?>
            {
                ["title"] = $"{s.Id}. {s.Title.In(language)}",
                ["questions"] = s.Questions.Select(q => new Dictionary<string, object?>
                {
                    ["title"] = $"{q.Number}. {q.Text.In(language)}",
                    ["lines"] = Lines(q, assessment.AnswerTo(q.Number), language).Concat(Files(assessment.AnswerTo(q.Number), language)).ToList(),
                }).ToList(),
            }).ToList(),
            ["declaration"] = Say.Declaration,
            ["statements"] = assessment.Statements.Select(s => Statement(s, assessment.OrganisationName)).ToList(),
        };
        return DocumentTemplates.Render(Template, values, Say.SecurityTitle.In(language), language, assessment.Reference, [assessment.OrganisationName]);
    }

    public static Text Statement(string code, string organisation) => code == "true" ? Say.StatementAnswersTrue(organisation) : Say.StatementWillTell;

    /// <summary>What was answered, one line a part; "Not answered" when nothing was.</summary>
    public static IReadOnlyList<string> Lines(Question question, Answer? answer, Language language)
    {
        if (answer is null) return [Say.NotAnswered.In(language)];
        var lines = new List<string>();
        if (answer.Values.Count > 0) lines.Add(string.Join("; ", answer.Values.Select(v => Word(question, v, language))));
        lines.AddRange(answer.Rows.Select(r => string.Join(" – ", r)));
        if (answer.Text is not null) lines.Add(answer.Text);
        if (answer.Date is { } date) lines.Add(Say.DateLine(date).In(language));
        if (answer.Evidence is not null) lines.Add(Say.EvidenceLine(answer.Evidence).In(language));
        return lines.Count > 0 || answer.Files.Count > 0 ? lines : [Say.NotAnswered.In(language)];
    }

    /// <summary>The documents uploaded for it, each with its hash: that binds them to what is signed.</summary>
    private static IEnumerable<string> Files(Answer? answer, Language language) => (answer?.Files ?? []).Select(f => Say.EvidenceFileLine(f.FileName, f.Sha256).In(language));

    private static string Word(Question question, string value, Language language) => question.Type switch
    {
        "DATE" => DateOnly.TryParseExact(value, "O", out var date) ? Dates.Word(date, language) : value,
        "NUM" => Say.NumberWithUnit(value, Unit(question.Unit)).In(language),
        _ => question.Choices(language).Where(c => c.Value == value).Select(c => c.Words).FirstOrDefault() ?? value,
    };

    public static Text Unit(string? unit) => unit switch
    {
        "percent" => Say.UnitPercent,
        "working-days" => Say.UnitWorkingDays,
        "months" => Say.UnitMonths,
        "hours" => Say.UnitHours,
        _ => Say.UnitBreaches,
    };
}
