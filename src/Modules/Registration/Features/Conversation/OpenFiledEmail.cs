using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Writes down who opened an email that came in, before it is handed out; says where it is stored.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed record OpenFiledEmail(Guid OrganisationId, Guid EntryId) : ICommand<string>
{
    internal sealed class Handler(RegistrationDbContext db, CurrentActor current) : IRequestHandler<OpenFiledEmail, string>
    {
        public async Task<string> Handle(OpenFiledEmail command, CancellationToken cancellationToken)
        {
            var entry = await db.Conversation.VisibleTo(current.Actor).SingleOrDefaultAsync(e => e.Id == command.EntryId && e.OrganisationId == command.OrganisationId, cancellationToken)
                ?? throw new NotFoundException();
            var address = entry.Open();
            await db.SaveChangesAsync(cancellationToken);
            return address;
        }
    }
}
