using System.Text;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Data;

public class DocumentSweepTests
{
    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task An_orphan_goes_after_a_week_and_not_before(string database)
    {
        await using var rig = await Rig.On(database);
        var orphan = await Put(rig, "nobody points here");
        rig.Clock.Advance(TimeSpan.FromDays(6.9));
        await rig.Settle();
        Assert.True(await Holds(rig, orphan));
        rig.Clock.Advance(TimeSpan.FromDays(1.1));
        await rig.Settle();
        Assert.False(await Holds(rig, orphan));
    }

    /// <summary>Whatever is put, pointed at, let go of, put again and waited for: a document that a row points at stays, and in the end nothing else does.</summary>
    [Theory]
    [MemberData(nameof(Rig.Databases), MemberType = typeof(Rig))]
    public async Task A_referenced_document_is_never_swept(string database)
    {
        await using var rig = await Rig.On(database);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (referenced, young) = (new List<string>(), new Dictionary<string, DateTimeOffset>());
        for (var step = 0; step < 150; step++)
        {
            switch (random.Next(5))
            {
                case 0:
                    young[await Put(rig, $"content {random.Next(12)}")] = rig.Clock.GetUtcNow();
                    break;
                case 1:
                    var address = await Put(rig, $"content {random.Next(12)}");
                    young[address] = rig.Clock.GetUtcNow();
                    referenced.Add(address);
                    await Write(rig, "insert into specimen_slips (id, document) values (@id, @document)", address);
                    break;
                case 2 when referenced.Count > 0:
                    var gone = referenced[random.Next(referenced.Count)];
                    referenced.RemoveAll(a => a == gone);
                    await Write(rig, "delete from specimen_slips where document = @document", gone);
                    break;
                default:
                    rig.Clock.Advance(TimeSpan.FromHours(random.Next(1, 120)));
                    await rig.Settle();
                    break;
            }
            var kept = referenced.Concat(young.Where(y => y.Value > rig.Clock.GetUtcNow().AddDays(-7)).Select(y => y.Key));
            foreach (var address in kept) Assert.True(await Holds(rig, address), $"seed {seed}, step {step}: {address} is gone");
        }
        rig.Clock.Advance(TimeSpan.FromDays(9));
        await rig.Settle();
        var left = await rig.Ask(s => Task.FromResult(s.GetRequiredService<DocumentStore>().Addresses(DateTimeOffset.MaxValue).Order(StringComparer.Ordinal).ToList()));
        Assert.Equal(referenced.Distinct().Order(StringComparer.Ordinal), left);
    }

    private static Task<string> Put(Rig rig, string content) =>
        rig.Ask(async s => (await s.GetRequiredService<DocumentStore>().Put(Encoding.UTF8.GetBytes(content), default)).Address);

    private static Task<bool> Holds(Rig rig, string address) => rig.Ask(s => Task.FromResult(s.GetRequiredService<DocumentStore>().Holds(address)));

    private static Task Write(Rig rig, string sql, string address) => rig.Ask(s => s.GetRequiredService<UnitOfWork>().Execute(
        sql, default, sql.Contains("@id", StringComparison.Ordinal) ? [("@id", Guid.CreateVersion7(rig.Clock.GetUtcNow())), ("@document", address)] : [("@document", address)]));
}
