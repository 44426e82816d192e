using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps how the organisation prosecutes.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveMethod(Guid ApplicationId, int Version, MethodAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveMethod>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.Methods).Must(m => m.Count > 0 && m.All(MethodAnswers.All.Contains)).Saying(Say.SelectMethod);
            When(x => x.Answers.UsesSjp, () =>
            {
                RuleFor(x => x.Answers.SjpAuthorised).Cascade(CascadeMode.Stop)
                    .Must(v => v is not null).Saying(Say.SelectSjpAuthorised)
                    .Must(v => v == true).Saying(Say.SjpNeedsAuthority);
                RuleFor(x => x.Answers.SjpAuthority).Cascade(CascadeMode.Stop)
                    .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterSjpAuthority).When(x => x.Answers.SjpAuthorised == true, ApplyConditionTo.CurrentValidator)
                    .AtMost(200, Say.SjpAuthorityLength);
            });
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveMethod, Unit>
    {
        public async Task<Unit> Handle(SaveMethod command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            if (command.Answers.Methods.Except(MethodAnswers.Of(application.Answers.Organisation)).Any()) throw new InvalidInputException([("Answers.Methods", Say.OnlyPoliceCharge)]);
            await db.Keep(application, Section.Method, a => a with { Method = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static MethodAnswers Tidy(MethodAnswers a) => a.UsesSjp
        ? new() { Methods = [.. MethodAnswers.All.Where(a.Methods.Contains)], SjpAuthorised = a.SjpAuthorised, SjpAuthority = Formats.Line(a.SjpAuthority) }
        : new() { Methods = [.. MethodAnswers.All.Where(a.Methods.Contains)] };
}
