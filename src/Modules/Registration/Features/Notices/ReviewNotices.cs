using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>What was typed for one point of the checklist.</summary>
internal sealed class TypedFinding
{
    public string Point { get; set; } = "";
    public PointResult? Result { get; set; }
    public string? Comment { get; set; }
}

/// <summary>Passes the notices of a round, passes them with minor changes that somebody confirms, or sends them back; point by point of the checklist.</summary>
[Needs(Policy.TestForHmcts)]
internal sealed record ReviewNotices(Guid RoundId, int Version, IReadOnlyList<TypedFinding> Findings, string Decision, Guid? Confirmer = null) : ICommand<Unit>
{
    public const string Pass = "pass";
    public const string Changes = "changes";
    public const string Rework = "rework";
    public const int LongestComment = 500;

    internal sealed class Validator : AbstractValidator<ReviewNotices>
    {
        public Validator()
        {
            RuleForEach(x => x.Findings).ChildRules(finding =>
            {
                finding.RuleFor(f => f.Result).NotNull().Saying(f => Say.ReviewChooseResult(Number(f)));
                finding.RuleFor(f => f.Comment).Must((f, c) => f.Result != PointResult.Fail || Formats.Line(c).Length > 0).Saying(f => Say.ReviewSayWhatIsWrong(Number(f)));
                finding.RuleFor(f => f.Comment).Must(c => Formats.Paragraphs(c).Length <= LongestComment).Saying(f => Say.ReviewCommentTooLong(Number(f), LongestComment));
            });
            RuleFor(x => x.Findings).Must(f => f.Select(p => p.Point).SequenceEqual(NoticePack.Checklist.Select(p => p.Id))).Saying(Say.ReviewWholeChecklist);
            RuleFor(x => x.Decision).Must(d => d is Pass or Changes or Rework).Saying(Say.ReviewChooseDecision);
            RuleFor(x => x.Confirmer).NotEmpty().When(x => x.Decision == Changes).Saying(Say.ReviewChooseConfirmer);
        }

        private static int Number(TypedFinding finding) => NoticePack.Checklist.Index().FirstOrDefault(p => p.Item.Id == finding.Point).Index + 1;
    }

    internal sealed class Handler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, IMediator mediator, CurrentActor current, TimeProvider clock)
        : IRequestHandler<ReviewNotices, Unit>
    {
        public async Task<Unit> Handle(ReviewNotices command, CancellationToken cancellationToken)
        {
            var round = await db.NoticeRounds.GetAsync(command.RoundId, command.Version, cancellationToken);
            List<Finding> findings = [.. command.Findings.Select(f => new Finding(f.Point, f.Result!.Value, Formats.Paragraphs(f.Comment)))];
            var (id, now) = (round.OrganisationId, clock.GetUtcNow());
            if (command.Decision == Pass) round.Pass(findings, current.PersonId, now);
            else if (command.Decision == Rework) round.SendBack(findings, current.PersonId, now);
            else
            {
                Rule.Require((await mediator.Confirmers(id, cancellationToken)).Any(p => p.PersonId == command.Confirmer), Say.ReviewChooseConfirmer);
                round.PassWithChanges(findings, command.Confirmer!.Value, current.PersonId, now);
            }
            await gates.Refresh(id, cancellationToken);
            if (command.Decision == Changes) await email.ToNoticeConfirmer(round);
            else if (command.Decision == Pass) await email.ToOrganisation(round.OrganisationId, "/org/dates", Say.EmailNoticesPassedSubject, Say.EmailNoticesPassed(round.Number));
            else await email.ToOrganisation(
                round.OrganisationId, "/org/templates", Say.EmailNoticesBackSubject, Say.EmailNoticesBack(findings.Count(f => f.Result == PointResult.Fail)), Say.EmailNoticesBackNext);
            return Unit.Value;
        }
    }
}
