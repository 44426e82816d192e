using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Sends the questionnaire with its declaration, for the first time or again after a return.</summary>
[Needs(Policy.Apply)]
internal sealed record SubmitApplication(Guid ApplicationId, int Version, bool Declared, string DeclaredName, string DeclaredRole) : ICommand<Unit>
{
    private const int WorkingDaysToDecide = 5;

    internal sealed class Validator : AbstractValidator<SubmitApplication>
    {
        public Validator()
        {
            RuleFor(x => x.Declared).Equal(true).Saying(Say.ConfirmDeclaration);
            RuleFor(x => x.DeclaredName).Name(Say.EnterYourName, Say.NameLength, 120);
            RuleFor(x => x.DeclaredRole).Name(Say.EnterYourJobTitle, Say.JobTitleLength, 120);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, ReferenceLists lists, CurrentActor current, Letters letters, TimeProvider clock) : IRequestHandler<SubmitApplication, Unit>
    {
        public async Task<Unit> Handle(SubmitApplication command, CancellationToken cancellationToken)
        {
            var (now, today) = (clock.GetUtcNow(), clock.GetUtcNow().CivilDate());
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            application.Submit(Guid.CreateVersion7(now), Formats.Line(command.DeclaredName), Formats.Line(command.DeclaredRole), current.PersonId, now, await lists.Offences(cancellationToken), today);
            var onboarding = await db.Cases.GetAsync(application.OrganisationId, cancellationToken);
            onboarding.MoveTo(onboarding.OwnerId is null ? Stage.Submitted : Stage.Triage, now, WorkingDays.After(now, WorkingDaysToDecide));
            await db.SaveChangesAsync(cancellationToken);
            await letters.Send(application, Say.EmailSubmittedSubject(onboarding.Reference), [Say.EmailSubmittedText(onboarding.Name, onboarding.Reference), Say.EmailSubmittedNext], "/application", cancellationToken);
            return Unit.Value;
        }
    }
}
