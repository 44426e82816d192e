using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Keeps the board's filter under a name, for oneself; the same name again replaces it.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed record SaveView(string Name, string Query) : ICommand<Unit>
{
    private const int LongestName = 40;
    private const int LongestQuery = 500;
    private const int MostViews = 20;

    internal sealed class Validator : AbstractValidator<SaveView>
    {
        public Validator()
        {
            RuleFor(x => x.Name).Must(n => Formats.Line(n).Length is > 0 and <= LongestName).Saying(Say.ViewEnterName(LongestName));
            RuleFor(x => x.Query).Must(q => q.Length <= LongestQuery).Saying(Say.ViewTooLong);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveView, Unit>
    {
        public async Task<Unit> Handle(SaveView command, CancellationToken cancellationToken)
        {
            var (me, name) = (current.PersonId, Formats.Line(command.Name));
            var mine = await db.SavedViews.Where(v => v.PersonId == me).ToListAsync(cancellationToken);
            if (mine.SingleOrDefault(v => v.Name == name) is { } old)
            {
                db.SavedViews.Remove(old);
                await db.SaveChangesAsync(cancellationToken);
            }
            else
            {
                Rule.Require(mine.Count < MostViews, Say.ViewRuleTooMany(MostViews));
            }
            db.SavedViews.Add(new SavedView(Guid.CreateVersion7(clock.GetUtcNow()), me, name, command.Query));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>Removes a view of one's own.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed record RemoveView(Guid ViewId) : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current) : IRequestHandler<RemoveView, Unit>
    {
        public async Task<Unit> Handle(RemoveView command, CancellationToken cancellationToken)
        {
            var me = current.PersonId;
            db.SavedViews.Remove(await db.SavedViews.SingleOrDefaultAsync(v => v.Id == command.ViewId && v.PersonId == me, cancellationToken) ?? throw new NotFoundException());
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }
}
