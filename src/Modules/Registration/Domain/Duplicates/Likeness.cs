namespace CommonPlatform.Registration;

/// <summary>How much one other organisation is like this one, key by key.</summary>
/// <param name="OtherId">The other organisation.</param>
/// <param name="Equal">What both have exactly.</param>
/// <param name="Name">How alike the names are, 0 to 1.</param>
/// <param name="Postcode">How alike the postcodes are, 0 to 1.</param>
internal sealed record Likeness(Guid OtherId, IReadOnlySet<KeyKind> Equal, double Name, double Postcode)
{
    private const double LikeName = 0.9;
    private const double NearName = 0.8;
    private const double LikePostcode = 0.9;

    // How sure each alone makes one that both are the same organisation.
    private static readonly Dictionary<KeyKind, double> Weights = new()
    {
        [KeyKind.CompanyNumber] = 0.9,
        [KeyKind.OuCode] = 0.9,
        [KeyKind.BankAccount] = 0.7,
        [KeyKind.EmailDomain] = 0.5,
    };

    /// <summary>From 0 to 100: what each key alone leaves in doubt, multiplied.</summary>
    public int Score
    {
        get
        {
            var doubt = Equal.Where(Weights.ContainsKey).Aggregate(1.0, (left, kind) => left * (1 - Weights[kind]));
            if (Name >= NearName) doubt *= 1 - (0.7 * Name);
            if (Postcode >= LikePostcode) doubt *= 1 - (0.3 * Postcode);
            return (int)Math.Round(100 * (1 - doubt));
        }
    }

    public bool IsCandidate => Equal.Any(Weights.ContainsKey) || Name >= LikeName || (Name >= NearName && Postcode >= LikePostcode);

    public static Likeness Of(Guid otherId, ILookup<KeyKind, string> own, ILookup<KeyKind, string> other) => new(
        otherId, own.Select(g => g.Key).Where(k => own[k].Intersect(other[k]).Any()).ToHashSet(), Best(KeyKind.Name, own, other), Best(KeyKind.Postcode, own, other));

    private static double Best(KeyKind kind, ILookup<KeyKind, string> own, ILookup<KeyKind, string> other) =>
        own[kind].SelectMany(a => other[kind].Select(b => JaroWinkler.Of(a, b))).DefaultIfEmpty().Max();
}

/// <summary>What an officer decided about two organisations; the latest counts, and none is ever changed.</summary>
internal sealed record DuplicateDecision(Guid Id, Guid OrganisationId, Guid OtherId, bool IsSame, int Score, Guid ReasonId, Guid By, DateTimeOffset At);
