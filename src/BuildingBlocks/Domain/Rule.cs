using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Domain;

/// <summary>Rules of the domain, one line each, beside the state that they protect.</summary>
public static class Rule
{
    /// <summary>Refuses the command with a sentence when the rule does not hold.</summary>
    /// <exception cref="RuleBrokenException">The rule does not hold.</exception>
    public static void Require(bool holds, Text otherwise)
    {
        if (!holds) throw new RuleBrokenException(otherwise);
    }
}

/// <summary>A rule of the domain refused the command; the page shows its sentence.</summary>
public sealed class RuleBrokenException(Text text) : Exception(text.Key)
{
    /// <summary>What to tell the person.</summary>
    public Text Text { get; } = text;
}

/// <summary>What was typed can't be accepted; each fault names its field (empty for the whole form).</summary>
public sealed class InvalidInputException(IReadOnlyList<(string Field, Text Text)> faults) : Exception(string.Join(", ", faults.Select(f => f.Text.Key)))
{
    /// <summary>All faults at once, in the order of the fields.</summary>
    public IReadOnlyList<(string Field, Text Text)> Faults { get; } = faults;
}

/// <summary>There is no such record, or it isn't this caller's to know of: both answer 404.</summary>
public sealed class NotFoundException() : Exception("Not found");

/// <summary>The record changed since the page was shown: the page says so and shows the record as it is now.</summary>
public sealed class ConflictException : Exception
{
    /// <param name="expected">The version that the form carried.</param>
    /// <param name="actual">The version in the database.</param>
    public ConflictException(int expected, int actual)
        : base($"Expected version {expected}, found {actual}")
    {
    }

    /// <param name="cause">The database's refusal of something that must be unique, or of a transaction that others got in between of, each time it was tried.</param>
    public ConflictException(Exception cause)
        : base("Others changed the same at the same time", cause)
    {
    }
}
