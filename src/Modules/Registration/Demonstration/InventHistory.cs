using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using MediatR;

namespace CommonPlatform.Registration.Demonstration;

/// <summary>Invented durations of onboardings that never were, for a demonstration's forecasts; each row says of itself that it is invented.</summary>
[Needs(Policy.Internal)]
internal sealed record InventHistory : ICommand<int>
{
    private const int Years = 3;

    // Kind, by the interface, how many, and how its parts compare with the usual.
    private static readonly (string Kind, bool Interface, int Cases, double Pace)[] Kinds =
        [("local-authority", false, 26, 1.0), ("transport-operator", false, 16, 0.8), ("regulator", true, 28, 1.5), ("government-department", true, 12, 1.9)];

    private static readonly int[] Usual = [7, 24, 30, 38, 20, 4, 12];

    internal sealed class Handler(RegistrationDbContext db, TimeProvider clock) : IRequestHandler<InventHistory, int>
    {
        public async Task<int> Handle(InventHistory command, CancellationToken cancellationToken)
        {
            db.FinishedCases.AddRange(Cases(clock.GetUtcNow(), seed: 7));
            return await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>The same for the same moment and seed, in each kind of organisation.</summary>
    public static IReadOnlyList<FinishedCase> Cases(DateTimeOffset now, int seed)
    {
        var (random, invented, first) = (new Random(seed), new List<FinishedCase>(), now.CivilDate().AddYears(-Years));
        foreach (var (kind, builds, cases, pace) in Kinds)
            for (var i = 0; i < cases; i++)
            {
                int[] days = [.. Usual.Select((usual, part) => (int)Math.Max(1, usual * (part is 0 or 5 or 6 ? 1 : pace) * Math.Exp(0.35 * Normal(random))))];
                var submitted = WorkingDays.After(first.AddDays(random.Next(365 * Years - 240)), 0);
                var live = WorkingDays.After(submitted, days[0] + days[1..5].Max() + days[5] + days[6]);
                if (live >= now.CivilDate()) continue;
                invented.Add(new FinishedCase(Guid.CreateVersion7(now), null, kind, builds, submitted, live, days[0], days[1], days[2], days[3], days[4], days[5], days[6]));
            }
        return invented;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
