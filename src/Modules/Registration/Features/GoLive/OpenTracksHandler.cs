using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Opens what the four tracks write to, and computes the gates for the first time; open tracks stay as they are.</summary>
internal sealed class OpenTracksHandler(RegistrationDbContext db, GateBook gates, DueItems due, TimeProvider clock) : IRequestHandler<OpenTracks, bool>
{
    public async Task<bool> Handle(OpenTracks command, CancellationToken cancellationToken)
    {
        var id = command.OrganisationId;
        if (await db.GoLives.AnyAsync(g => g.Id == id, cancellationToken)) return false;
        var application = await db.Applications.Of(id).FirstAsync(cancellationToken);
        db.AddRange(new GoLive(id, clock.GetUtcNow()), new Schedule(id, clock.GetUtcNow()), new SetUp(id, application.Answers.PaymentsAreDue, clock.GetUtcNow()));
        await gates.Refresh(id, cancellationToken);
        await due.Set(GateNight.After(clock.GetUtcNow()), cancellationToken);
        return true;
    }
}
