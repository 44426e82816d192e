using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>
/// An officer merges an application that isn't decided on into the organisation that it duplicates. Its people still read what they sent; those who are
/// chosen work for the other organisation as well. Everybody is told whose page goes on.
/// </summary>
[Needs(Policy.DecideRegistration)]
internal sealed record MergeDuplicate(Guid OrganisationId, int Version, string Reference, IReadOnlyList<Guid> Moving, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<MergeDuplicate>
    {
        public Validator()
        {
            RuleFor(x => x.Reference).Must(r => Formats.Line(r).Length > 0).Saying(Say.MergerEnterReference);
            RuleFor(x => x.Reason).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.EnterReason).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, Decisions decisions, Merging merging, OnboardingEmail email, IMediator mediator, TimeProvider clock) : IRequestHandler<MergeDuplicate, Unit>
    {
        public async Task<Unit> Handle(MergeDuplicate command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (application, ends, officer) = await decisions.Load(command.OrganisationId, command.Version, cancellationToken);
            var goesOn = await merging.GoesOn(command.Reference, cancellationToken);
            application.RequireStranger(officer);
            var reason = db.Keep(ends.Id, command.Reason, officer.PersonId, now)!.Value;
            var merger = Merger.OfDuplicate(Guid.CreateVersion7(now), ends, goesOn, reason, officer.PersonId, now);
            merger.Choose(await merging.Choice(ends.Id, command.Moving, cancellationToken), now);
            application.Merge(reason, officer.PersonId, now);
            db.Mergers.Add(merger);
            await db.SaveChangesAsync(cancellationToken);
            await merging.Move(merger, goesOn, await mediator.Send(new FindPeople(ends.Id), cancellationToken), cancellationToken);
            await email.ToOrganisation(
                ends.Id, [Roles.Applicant], "/application", Say.EmailDuplicateSubject(ends.Reference), Say.EmailDuplicate(ends.Name, ends.Reference, goesOn.Name, goesOn.Reference),
                Say.EmailDuplicateWhose(goesOn.Name));
            await email.ToOrganisation(goesOn.Id, "/org", Say.EmailDuplicateTakenInSubject(goesOn.Name), Say.EmailDuplicateTakenIn(ends.Name, ends.Reference, goesOn.Name));
            await email.ToHmcts(goesOn.Id, [], $"/officer/org/{goesOn.Id}/merger", Say.EmailDuplicateTakenInSubject(goesOn.Name), Say.EmailDuplicateTakenIn(ends.Name, ends.Reference, goesOn.Name));
            return Unit.Value;
        }
    }
}
