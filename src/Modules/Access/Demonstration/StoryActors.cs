using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Features.Activation;
using CommonPlatform.Access.Features.Sessions;
using CommonPlatform.Access.Features.SignIn;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Demonstration;

/// <summary>Accounts of invented people, made by the same two commands as everybody's.</summary>
internal sealed class StoryActors(IMediator mediator, AccessDbContext db, UnitOfWork unit, Keys keys, PasswordCheck passwords, TimeProvider clock) : IActors
{
    public async Task<Actor> Of(string email)
    {
        var address = Login.Normalise(email);
        var personId = await db.Logins.Where(l => l.NormalizedEmail == address).Select(l => l.Id).SingleAsync();
        var sessionId = await db.Sessions.Where(s => s.PersonId == personId && s.EndedAt == null).OrderByDescending(s => s.CreatedAt).Select(s => s.Id).FirstAsync();
        return await unit.ActorOf(personId, sessionId, default);
    }

    public async Task<IReadOnlyList<StoryPerson>> Activate(string token, string password)
    {
        var holder = await db.HolderOf(token, default);
        await mediator.Send(new SetPassword(token, passwords.Hash(holder.Login, password)));
        var secret = await db.AuthenticatorSecrets.SingleAsync(a => a.PersonId == holder.Person.Id);
        var plain = keys.Unprotect(secret.Protected, AuthenticatorSecret.Purpose(secret.PersonId));
        if (!await mediator.Send(new EnrolAuthenticator(token, Totp.Code(plain, Totp.StepAt(clock.GetUtcNow())))))
            throw new InvalidOperationException($"{holder.Login.Email}: the code was refused.");
        return await Now(new StoryPerson(holder.Person.Name, holder.Login.Email!, "", null, null, password, Totp.Base32(plain)));
    }

    public async Task<IReadOnlyList<StoryPerson>> Now(StoryPerson person)
    {
        var address = Login.Normalise(person.Email);
        var held = await db.Logins.Where(l => l.NormalizedEmail == address)
            .Join(db.People, l => l.Id, p => p.Id, (_, p) => p).SelectMany(p => p.Memberships)
            .Where(m => m.HeldUntil == null).OrderBy(m => m.Id).Select(m => new { m.Role, m.OrganisationId, m.Organisation }).ToListAsync();
        return [.. held.Select(m => person with { Role = m.Role, OrganisationId = m.OrganisationId, Organisation = m.Organisation })];
    }

    public string Code(StoryPerson person) => Totp.Code(Totp.FromBase32(person.TotpSecret), Totp.StepAt(clock.GetUtcNow()));
}
