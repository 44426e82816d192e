using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>The security signatory declares the answers true and sends them; false when the authenticator code was wrong.</summary>
[Needs(Policy.AnswerSecurityQuestionnaire)]
internal sealed record SignSecurityQuestionnaire(Guid AssessmentId, int Version, IReadOnlyList<string> Statements, string NameTyped, string Code) : ICommand<bool>
{
    public static IReadOnlyList<string> Required { get; } = ["true", "tell"];

    internal sealed class Validator : AbstractValidator<SignSecurityQuestionnaire>
    {
        public Validator()
        {
            RuleFor(x => x.Statements).Must(s => Required.All(s.Contains)).Saying(Say.TickBothStatements);
            RuleFor(x => x.NameTyped).NotEmpty().Saying(Say.EnterYourFullName).MaximumLength(300).Saying(Say.NameTooLong);
            RuleFor(x => x.Code).Must(Codes.LookRight).Saying(Say.EnterTheCode);
        }
    }

    internal sealed class Handler(AgreementsDbContext db, CurrentActor current, IMediator mediator, Uploads uploads, DueItems due, TimeProvider clock)
        : IRequestHandler<SignSecurityQuestionnaire, bool>
    {
        public async Task<bool> Handle(SignSecurityQuestionnaire request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var assessment = await db.SecurityAssessments.Of(current.Actor).GetAsync(request.AssessmentId, cancellationToken);
            if (assessment.SignatoryId != current.PersonId) throw new NotFoundException();
            assessment.RequireThatItCanBeSigned();
            if (await uploads.InfectedOf(assessment, cancellationToken) is [var infected, ..]) throw new RuleBrokenException(Say.EvidenceInfected(infected.FileName, infected.Question));
            if (assessment.Version != request.Version) throw new ConflictException(request.Version, assessment.Version);
            if (!Names.Same(request.NameTyped, assessment.SignatoryName))
                throw new InvalidInputException([(nameof(NameTyped), Say.TypeNameAsRecorded(assessment.SignatoryName))]);
            if (await Codes.Give(mediator, request.Code, cancellationToken) is not { } steppedUp) return false;
            assessment.Sign(new Intent(request.NameTyped.Trim(), request.Statements, steppedUp, now));
            await FreezeQuestionnaire.Set(due, assessment, now, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
    }
}
