using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Files an email of the inbox with the organisation that it is about; the owner is told.</summary>
[Needs(Policy.Converse)]
internal sealed record AssignEmail(Guid EmailId, int Version, string Reference, bool? Shared) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AssignEmail>
    {
        public Validator()
        {
            RuleFor(x => x.Reference).Cascade(CascadeMode.Stop).Must(r => Formats.Line(r).Length > 0).Saying(Say.InboxEnterReference)
                .Must(r => OrganisationReference.IsRight(Formats.Upper(r))).Saying(Say.InboxReferenceWrong);
            RuleFor(x => x.Shared).NotNull().Saying(Say.EntrySelectShared);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<AssignEmail, Unit>
    {
        public async Task<Unit> Handle(AssignEmail command, CancellationToken cancellationToken)
        {
            var (now, reference) = (clock.GetUtcNow(), Formats.Upper(command.Reference));
            var arrived = await db.Inbox.GetAsync(command.EmailId, command.Version, cancellationToken);
            var about = await db.Cases.VisibleTo(current.Actor).SingleOrDefaultAsync(c => c.Reference == reference, cancellationToken)
                ?? throw new InvalidInputException([(nameof(Reference), Say.InboxReferenceUnknown)]);
            db.Conversation.Add(arrived.File(Guid.CreateVersion7(now), about.Id, command.Shared!.Value, current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            await email.ToHmcts(about.Id, [], $"/officer/org/{about.Id}/conversation", Say.EmailFiledSubject(about.Name), Say.EmailFiledText(about.Name));
            return Unit.Value;
        }
    }
}
