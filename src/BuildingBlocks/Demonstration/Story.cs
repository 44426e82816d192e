using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Demonstration;

/// <summary>An invented person of a story or of the demonstration, with what is needed to sign in as them.</summary>
public sealed record StoryPerson(string Name, string Email, string Role, string? Organisation, Guid? OrganisationId, string Password, string TotpSecret);

/// <summary>Finds who an invented person is now, so that a story acts with exactly the roles that the person holds.</summary>
public interface IActors
{
    /// <summary>The actor of an activated account, in a session of its own.</summary>
    Task<Actor> Of(string email, CancellationToken cancellationToken);
}

/// <summary>One step of a story, told through a module's own commands.</summary>
public delegate Task Step(Story story);

/// <summary>
/// What the steps of a story share: a simulated clock, the cast, and the ways to act. Every change goes through the same commands as a
/// person's click; nothing is written any other way.
/// </summary>
public sealed class Story(IServiceProvider services, SimulatedClock clock, TextWriter output)
{
    /// <summary>The clock, which only steps move.</summary>
    public SimulatedClock Clock => clock;

    /// <summary>Everybody who has an account, in the order of activation.</summary>
    public List<StoryPerson> Cast { get; } = [];

    /// <summary>The organisation that the story is about now.</summary>
    public Guid OrganisationId { get; set; }

    /// <summary>What later steps need of earlier ones, by name.</summary>
    public Dictionary<string, string> Notes { get; } = [];

    /// <summary>The first of the cast with a role, for the present organisation or for HMCTS.</summary>
    public StoryPerson The(string role) => Cast.First(p => p.Role == role && (p.OrganisationId is null || p.OrganisationId == OrganisationId));

    /// <summary>Prints a line of the story with its simulated date.</summary>
    public void Tell(string what) => output.WriteLine($"{Dates.Word(clock.GetUtcNow().CivilDate(), Language.English),-18} {what}");

    /// <summary>Sends one request as a person (null: nobody has signed in), then lets everything run that became due.</summary>
    public async Task<T> Send<T>(StoryPerson? by, IRequest<T> request)
    {
        T answer;
        await using (var scope = services.CreateAsyncScope())
        {
            if (by is not null)
                scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = await scope.ServiceProvider.GetRequiredService<IActors>().Of(by.Email, default);
            answer = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
        }
        await Settle();
        return answer;
    }

    /// <summary>Asks something with the services of a scope of its own.</summary>
    public async Task<T> Ask<T>(Func<IServiceProvider, Task<T>> question)
    {
        await using var scope = services.CreateAsyncScope();
        return await question(scope.ServiceProvider);
    }

    /// <summary>Lets every drain run until nothing is due at the present simulated time.</summary>
    public Task Settle() => services.GetRequiredService<Drains>().RunUntilIdle(default);

    /// <summary>Moves the clock by days, letting what falls due on the way happen at its own time.</summary>
    public async Task Wait(int days)
    {
        var until = clock.GetUtcNow().AddDays(days);
        while (await Ask(s => s.GetRequiredService<DueItems>().Next(default)) is { } next && next <= until)
        {
            if (next > clock.GetUtcNow()) clock.Set(next);
            await Settle();
            if (await Ask(s => s.GetRequiredService<DueItems>().Next(default)) is { } again && again <= clock.GetUtcNow()) break; // it failed and is due again
        }
        clock.Set(until);
        await Settle();
    }

    /// <summary>The latest email to an address, in words as it was sent.</summary>
    public async Task<WordedEmail> LatestEmail(string address) => WordedEmail.Of(await Ask(s => s.GetRequiredService<PlatformDbContext>().Emails.AsNoTracking()
        .Where(e => e.Recipient == address).OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.ItemKey).FirstAsync()));
}
