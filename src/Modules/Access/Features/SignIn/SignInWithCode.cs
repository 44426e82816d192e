using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Features.Sessions;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Access.Features.SignIn;

/// <summary>The second step, after the right password: a right code begins a session.</summary>
[Needs(Policy.Anyone)]
internal sealed record SignInWithCode(Guid PersonId, string Code) : ICommand<SignInAnswer>
{
    internal sealed class Handler(AccessDbContext db, CodeCheck codes, SessionNumbers numbers, TimeProvider clock)
        : IRequestHandler<SignInWithCode, SignInAnswer>
    {
        public async Task<SignInAnswer> Handle(SignInWithCode command, CancellationToken cancellationToken)
        {
            var person = await db.People.GetAsync(command.PersonId, cancellationToken);
            var answer = await codes.Check(person.Id, command.Code, cancellationToken);
            if (answer == SignInAnswer.Accepted)
            {
                var now = clock.GetUtcNow();
                db.Add(Session.Begin(Guid.CreateVersion7(now), person.Id, numbers.Issue(), now));
                person.SignIn();
            }
            await db.SaveChangesAsync(cancellationToken);
            return answer;
        }
    }
}
