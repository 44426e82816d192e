using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Sets aside an email of the inbox that belongs to no organisation; it is kept, with the reason.</summary>
[Needs(Policy.Converse)]
internal sealed record SetAsideEmail(Guid EmailId, int Version, string Because) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SetAsideEmail>
    {
        public Validator() => RuleFor(x => x.Because).Cascade(CascadeMode.Stop).Must(v => Formats.Line(v).Length > 0).Saying(Say.InboxEnterBecause).AtMost(Reasons.Longest, Say.EntryTooLong(Reasons.Longest));
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SetAsideEmail, Unit>
    {
        public async Task<Unit> Handle(SetAsideEmail command, CancellationToken cancellationToken)
        {
            (await db.Inbox.GetAsync(command.EmailId, command.Version, cancellationToken)).SetAside(Formats.Paragraphs(command.Because), current.PersonId, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
