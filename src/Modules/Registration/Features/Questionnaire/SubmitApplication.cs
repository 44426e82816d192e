using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

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

    internal sealed class Handler(RegistrationDbContext db, ReferenceLists lists, Duplicates duplicates, CurrentActor current, Letters letters, TimeProvider clock) : IRequestHandler<SubmitApplication, Unit>
    {
        public async Task<Unit> Handle(SubmitApplication command, CancellationToken cancellationToken)
        {
            var (now, today) = (clock.GetUtcNow(), clock.GetUtcNow().CivilDate());
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            application.Submit(Guid.CreateVersion7(now), Formats.Line(command.DeclaredName), Formats.Line(command.DeclaredRole), current.PersonId, now, await lists.Offences(cancellationToken), today);
            var onboarding = await db.Cases.GetAsync(application.OrganisationId, cancellationToken);
            onboarding.MoveTo(onboarding.OwnerId is null ? Stage.Submitted : Stage.Triage, now, await DecideBy(onboarding.Id, now, cancellationToken));
            await duplicates.Keep(application, cancellationToken);
            await KeepOuCodeRequest(application, now, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await letters.Send(application, Say.EmailSubmittedSubject(onboarding.Reference), [Say.EmailSubmittedText(onboarding.Name, onboarding.Reference), Say.EmailSubmittedNext], "/application", cancellationToken);
            return Unit.Value;
        }

        /// <summary>The target stood still while the application was with the organisation, and runs on now.</summary>
        private async Task<DateOnly> DecideBy(Guid organisationId, DateTimeOffset now, CancellationToken cancellationToken) =>
            await db.Clocks.AsNoTracking().SingleOrDefaultAsync(c => c.OrganisationId == organisationId && c.Rule == "t2" && c.StoppedAt == null, cancellationToken) is { } running
                ? running.DueOnAt(now) : WorkingDays.After(now, WorkingDaysToDecide);

        /// <summary>Who has no OU code asks for one by sending the questionnaire; who sends it again with a code needs none any longer.</summary>
        private async Task KeepOuCodeRequest(Application application, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var id = application.OrganisationId;
            var open = await db.OuCodeRequests.SingleOrDefaultAsync(r => r.OrganisationId == id && r.ClosedAt == null, cancellationToken);
            var needed = application.Answers.Organisation is { OuCode.Length: 0 };
            if (needed && open is null) db.OuCodeRequests.Add(new OuCodeRequest(Guid.CreateVersion7(now), id, current.PersonId, now));
            if (!needed) open?.TakeBack(current.PersonId, now);
        }
    }
}
