using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Agreements;

public class SealingTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task A_crash_between_storing_a_sealed_file_and_pointing_at_it_loses_nothing_and_leaves_nothing()
    {
        var parties = await Parties.Of(platform);
        var agreement = await parties.Issue();
        var before = Stored();
        (await parties.SignPage(agreement)).ShouldRedirectTo($"/org/agreements/{agreement.Id}/signed");

        // What the drain does up to the crash: the file is made, sealed and stored, and the transaction that would point at it never comes.
        await using (var crashed = platform.Services.CreateAsyncScope())
        {
            var item = Assert.Single(await crashed.ServiceProvider.GetRequiredService<UnitOfWork>().Query(
                "select item_key, kind, subject, payload from platform_due_items where kind = 'agreements.seal' and done_at is null",
                r => new DueItem(r.GetString(0), r.GetString(1), r.GetGuid(2), platform.Clock.GetUtcNow(), r.GetString(3)), default));
            await crashed.ServiceProvider.GetServices<IDueHandler>().Single(h => h.Kind == item.Kind).Prepare(item, default);
        }
        var orphan = Assert.Single(Stored().Except(before));
        Assert.Null((await parties.Load(agreement.Id)).Signatures[0].Pdf);

        await platform.Settle();
        var stays = (await parties.Load(agreement.Id)).Signatures[0].Pdf!;
        Assert.NotEqual(orphan, stays);
        Assert.Equal(2, Stored().Except(before).Count());

        await platform.Pass(TimeSpan.FromDays(8));
        Assert.Equal([stays], Stored().Except(before));
        Assert.Empty(before.Except(Stored()));
        (await parties.Accountable.SignIn()).ShouldRedirectTo("/account");
        Assert.Equal("application/pdf", (await parties.Accountable.Get($"/org/agreements/{agreement.Id}/pdf")).Response.Content.Headers.ContentType!.MediaType);
    }

    private List<string> Stored() => [.. platform.Services.GetRequiredService<DocumentStore>().Addresses(DateTimeOffset.MaxValue).Order(StringComparer.Ordinal)];
}
