using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Registration;

/// <summary>A question of an officer at one field of a questionnaire that was returned; its words are a row of their own.</summary>
internal sealed record FieldQuestion(Guid Id, Guid ApplicationId, int FormVersion, string Field, Guid ReasonId)
{
    public const int Most = 5;

    public Section Section => Enum.GetValues<Section>().Single(s => Field.StartsWith($"{Words.Kebab(s.ToString())}/", StringComparison.Ordinal));

    /// <summary>What the field is called on its page.</summary>
    public Text Label => new($"Registration.{Field[(Field.IndexOf('/', StringComparison.Ordinal) + 1)..]}");

    public static string Of(Section section, Text label) => $"{Words.Kebab(section.ToString())}/{label.Key["Registration.".Length..]}";
}
