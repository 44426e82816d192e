using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>A platform with one organisation in early life support, taken there by the steps of the demonstration. Each test leaves it open as it found it.</summary>
public sealed class LiveOrganisation : IAsyncLifetime
{
    internal static readonly string[] Steps = [.. ReadinessTests.ToReadiness, "confirm-by-hand", "confirm-readiness", "cut-over"];

    internal Platform Platform { get; private set; } = null!;
    internal Guid Id { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Platform = await Platform.Start();
        var story = await Tell(Platform, Steps);
        Id = story.OrganisationId;
    }

    internal static async Task<Story> Tell(Platform platform, IEnumerable<string> steps)
    {
        var modules = new ReadinessTests.StepsOfModules(new global::CommonPlatform.Access.AccessModule().Steps, new global::CommonPlatform.Agreements.AgreementsModule().Steps, new RegistrationModule().Steps);
        var story = new Story(platform.Services, platform.Clock, TextWriter.Null);
        foreach (var step in steps) await modules.Run(story, step);
        return story;
    }

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
