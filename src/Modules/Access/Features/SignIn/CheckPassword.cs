using System.Text.Json.Serialization;
using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Access.Features.SignIn;

/// <summary>Notes how checking a password ended; the page has checked it, since hashing does not belong in a transaction.</summary>
/// <param name="AddressKey">Of the address as typed, whether an account has it or not.</param>
/// <param name="PersonId">The account, null when no account has the address.</param>
/// <param name="Right">Whether account and password belong together.</param>
[Needs(Policy.Anyone)]
internal sealed record CheckPassword(string AddressKey, Guid? PersonId, [property: JsonIgnore] bool Right) : ICommand<SignInAnswer>
{
    internal sealed class Handler(AccessDbContext db, SignInLimits limits, TimeProvider clock) : IRequestHandler<CheckPassword, SignInAnswer>
    {
        public async Task<SignInAnswer> Handle(CheckPassword command, CancellationToken cancellationToken)
        {
            var limit = await limits.Hold(command.AddressKey, cancellationToken);
            var answer = command.Right && !limit.IsLocked(clock.GetUtcNow())
                ? SignInAnswer.Accepted
                : await limits.Refuse(limit, command.PersonId, "password", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return answer;
        }
    }
}
