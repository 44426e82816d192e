using System.Net;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommonPlatform.Tests.Web;

/// <summary>What any form does with what no page would send.</summary>
public sealed class BadInputTests(Platform platform) : IClassFixture<Platform>
{
    private const string Start = "/register/prosecutor/start";

    public static TheoryData<string, string> Rubbish { get; } = new()
    {
        { "300 characters", new string('x', 300) }, { "a NUL, which PostgreSQL can't store", "a\0b" }, { "10 MB", new string('y', 10_000_000) },
    };

    [Theory]
    [MemberData(nameof(Rubbish))]
    public async Task What_cannot_be_taken_is_refused_in_a_page_and_nothing_is_stored(string what, string value)
    {
        var before = await Events();
        var answer = await platform.Nobody().Post(Start, new { OrganisationName = value, YourName = value, Email = "someone@tram.example" });
        Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{what}: {answer.Status}");
        Assert.DoesNotContain("Exception", answer.Html, StringComparison.Ordinal);
        Assert.NotNull(answer.Document.QuerySelector("h1"));
        Assert.Equal(before, await Events());
    }

    private Task<int> Events() => platform.Read<PlatformDbContext, int>(db => db.Events.CountAsync());
}
