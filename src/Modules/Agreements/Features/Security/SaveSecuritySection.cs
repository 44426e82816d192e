using System.Globalization;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>Keeps the answers of one section, in the order of its questions; what is left empty can be answered later.</summary>
[Needs(Policy.AnswerSecurityQuestionnaire)]
internal sealed record SaveSecuritySection(Guid AssessmentId, int Version, string Section, IReadOnlyList<AnswerInput> Inputs) : ICommand<Unit>
{
    private const int LongestText = 4000;

    internal sealed class Validator : AbstractValidator<SaveSecuritySection>
    {
        public Validator() => RuleFor(x => x.Inputs).Custom((inputs, context) =>
        {
            var questions = Questionnaire.Current.Sections.SingleOrDefault(s => s.Id == context.InstanceToValidate.Section)?.Questions ?? [];
            for (var i = 0; i < Math.Min(questions.Count, inputs.Count); i++)
                foreach (var (field, text) in Faults(questions[i], inputs[i]))
                    context.AddFailure(new ValidationFailure($"Inputs[{i}].{field}", text.Key) { CustomState = text });
        });

        private static IEnumerable<(string Field, Text Text)> Faults(Question question, AnswerInput input)
        {
            var value = input.Value.Trim();
            if (question.Type == "NUM" && value.Length > 0
                && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= question.Min && number <= question.Max))
                yield return (nameof(AnswerInput.Value), Say.EnterWholeNumber(question.Min, question.Max));
            if (question.Type is "YN" or "YNP" or "SEL" && value.Length > 0 && question.Choices(Language.English).All(c => c.Value != value))
                yield return (nameof(AnswerInput.Value), Say.ChooseFromTheList);
            if (question.Type == "MULTI" && input.Values.Any(v => !string.IsNullOrEmpty(v) && question.Choices(Language.English).All(c => c.Value != v)))
                yield return (nameof(AnswerInput.Values), Say.ChooseFromTheList);
            if (question.Type == "MULTI" && input.Values.Contains("none") && input.Values.Count(v => !string.IsNullOrEmpty(v)) > 1)
                yield return (nameof(AnswerInput.Values), Say.NoneOrOthers);
            if (question.Type == "TEXT" && value.Length > LongestText) yield return (nameof(AnswerInput.Value), Say.AnswerTooLong(LongestText));
            if (input.Text.Length > LongestText) yield return (nameof(AnswerInput.Text), Say.AnswerTooLong(LongestText));
            if (input.Evidence.Length > LongestText) yield return (nameof(AnswerInput.Evidence), Say.AnswerTooLong(LongestText));
            if (input.Rows.Count > 100 || input.Rows.Any(r => r.Cells.Any(c => c?.Length > 500))) yield return ("Rows[0].Cells[0]", Say.AnswerTooLong(500));
        }
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current) : IRequestHandler<SaveSecuritySection, Unit>
    {
        public async Task<Unit> Handle(SaveSecuritySection request, CancellationToken cancellationToken)
        {
            var assessment = await db.SecurityAssessments.AnsweredBy(current.Actor).GetAsync(request.AssessmentId, request.Version, cancellationToken);
            var section = Questionnaire.Current.Sections.SingleOrDefault(s => s.Id == request.Section) ?? throw new NotFoundException();
            if (request.Inputs.Count != section.Questions.Count) throw new NotFoundException();
            assessment.Save(section, section.Questions.Zip(request.Inputs).ToDictionary(p => p.First.Number, p => p.Second.ToAnswer(p.First)));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
