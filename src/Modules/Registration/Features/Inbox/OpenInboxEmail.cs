using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Writes down who opened an email of the inbox, before it is handed out; says where it is stored.</summary>
[Needs(Policy.Converse)]
internal sealed record OpenInboxEmail(Guid EmailId) : ICommand<string>
{
    internal sealed class Handler(RegistrationDbContext db) : IRequestHandler<OpenInboxEmail, string>
    {
        public async Task<string> Handle(OpenInboxEmail command, CancellationToken cancellationToken)
        {
            var address = (await db.Inbox.GetAsync(command.EmailId, cancellationToken)).Open();
            await db.SaveChangesAsync(cancellationToken);
            return address;
        }
    }
}
