using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Demonstration;

/// <summary>An invented person of a story or of the demonstration, with what is needed to sign in as them.</summary>
public sealed record StoryPerson(string Name, string Email, string Role, string? Organisation, Guid? OrganisationId, string Password, string TotpSecret);

/// <summary>What stories need of accounts; the Access module does it through its own commands.</summary>
public interface IActors
{
    /// <summary>Who an activated person is now, in the session that began with the activation.</summary>
    Task<Actor> Of(string email);

    /// <summary>Follows an invitation's link: sets a password and an authenticator app. One entry for each role that the person holds.</summary>
    Task<IReadOnlyList<StoryPerson>> Activate(string token, string password);

    /// <summary>The same person with the roles held now.</summary>
    Task<IReadOnlyList<StoryPerson>> Now(StoryPerson person);

    /// <summary>The code that the person's authenticator app shows at the present simulated time.</summary>
    string Code(StoryPerson person);
}

/// <summary>One step of a story, told through a module's own commands.</summary>
public delegate Task Step(Story story);

/// <summary>
/// What the steps of a story share: a simulated clock, the cast, and the ways to act. Every change goes through the same commands as a
/// person's click; nothing is written any other way.
/// </summary>
public sealed partial class Story(IServiceProvider services, SimulatedClock clock, TextWriter output)
{
    private const string Password = "demonstration only 2026";

    /// <summary>The clock, which only steps move.</summary>
    public SimulatedClock Clock => clock;

    /// <summary>Up to when the story is told; null when it has no end in sight.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Everybody who has an account, one entry a role, in the order of activation.</summary>
    public List<StoryPerson> Cast { get; private set; } = [];

    /// <summary>The organisation that the story is about now.</summary>
    public Guid OrganisationId { get; set; }

    /// <summary>What later steps need of earlier ones, by name.</summary>
    public Dictionary<string, string> Notes { get; } = [];

    /// <summary>The first of the cast with a role, for the present organisation or for HMCTS.</summary>
    public StoryPerson The(string role) => Cast.First(p => p.Role == role && (p.OrganisationId is null || p.OrganisationId == OrganisationId));

    /// <summary>Prints a line of the story with its simulated date.</summary>
    public void Tell(string what) => output.WriteLine($"{Dates.Word(clock.GetUtcNow().CivilDate(), Language.English),-18} {what}");

    /// <summary>Sends one request as a person (null: nobody has signed in), then lets everything run that became due.</summary>
    public async Task<T> Send<T>(StoryPerson? by, IRequest<T> request) =>
        await Send(by is null ? Actor.Nobody : await Ask(s => s.GetRequiredService<IActors>().Of(by.Email)), request);

    /// <summary>Sends what an operator of the platform arranges, such as the invitations of the first people of HMCTS.</summary>
    public Task<T> Arrange<T>(IRequest<T> request) => Send(Actor.System("story"), request);

    private async Task<T> Send<T>(Actor actor, IRequest<T> request)
    {
        T answer;
        await using (var scope = services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
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

    /// <summary>Whoever was invited at this address reads the email, follows its link and has an account then.</summary>
    public async Task<StoryPerson> Activate(string email)
    {
        await Settle();
        clock.Advance(TimeSpan.FromMinutes(1));
        var link = (await EmailsTo(email)).Select(e => ActivationLink().Match(e)).First(m => m.Success);
        var roles = await Ask(s => s.GetRequiredService<IActors>().Activate(link.Groups["token"].Value, Password));
        Cast.AddRange(roles);
        await Settle();
        return roles[0];
    }

    /// <summary>Looks again which roles everybody holds: somebody with an account may have been named for another one.</summary>
    public async Task LookAround()
    {
        var everybody = new List<StoryPerson>();
        foreach (var person in Cast.DistinctBy(p => p.Email).ToList()) everybody.AddRange(await Ask(s => s.GetRequiredService<IActors>().Now(person)));
        Cast = everybody;
    }

    /// <summary>A fresh authenticator code; the clock moves on a minute, since a code counts once.</summary>
    public async Task<string> Code(StoryPerson person)
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        return await Ask(s => Task.FromResult(s.GetRequiredService<IActors>().Code(person)));
    }

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

    /// <summary>The emails to an address as they lie in the data folder, the latest first.</summary>
    public async Task<IReadOnlyList<string>> EmailsTo(string address)
    {
        var keys = await Ask(s => s.GetRequiredService<PlatformDbContext>().Emails.AsNoTracking()
            .Where(e => e.Recipient == address).OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.ItemKey).Select(e => e.ItemKey).ToListAsync());
        return await Task.WhenAll(keys.Select(key => File.ReadAllTextAsync(services.GetRequiredService<DataFolder>().In("email", $"{key}.eml"))));
    }

    [GeneratedRegex("/activate/(?<token>[A-Za-z0-9_-]{20,})")]
    private static partial Regex ActivationLink();
}
