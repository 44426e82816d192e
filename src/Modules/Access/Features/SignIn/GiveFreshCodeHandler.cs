using CommonPlatform.Access.Data;
using CommonPlatform.Access.Features.Sessions;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.SignIn;

internal sealed class GiveFreshCodeHandler(AccessDbContext db, CurrentActor current, CodeCheck codes, SessionNumbers numbers, TimeProvider clock)
    : IRequestHandler<GiveFreshCode, bool>
{
    public async Task<bool> Handle(GiveFreshCode command, CancellationToken cancellationToken)
    {
        var person = await db.People.GetAsync(current.PersonId, cancellationToken);
        var session = await db.Sessions.SingleAsync(s => s.Id == current.Actor.SessionId && s.EndedAt == null, cancellationToken);
        var accepted = await codes.Check(person.Id, command.Code, cancellationToken) == SignInAnswer.Accepted;
        if (accepted)
        {
            session.StepUp(numbers.Issue(), clock.GetUtcNow());
            person.GiveFreshCode();
        }
        await db.SaveChangesAsync(cancellationToken);
        return accepted;
    }
}

internal sealed class LastStepUpHandler(AccessDbContext db, CurrentActor current) : IRequestHandler<LastStepUp, DateTimeOffset?>
{
    public Task<DateTimeOffset?> Handle(LastStepUp query, CancellationToken cancellationToken) =>
        db.Sessions.AsNoTracking().Where(s => s.Id == current.Actor.SessionId).Select(s => s.SteppedUpAt).SingleOrDefaultAsync(cancellationToken);
}
