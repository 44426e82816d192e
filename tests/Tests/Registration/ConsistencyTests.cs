using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Each thing that can't be a constraint is broken by hand, found by the check, said on the administrators' page, and gone once it is put right.</summary>
public class ConsistencyTests
{
    private static readonly Guid Nobody = Guid.Parse("0198c2b4-7a00-7000-8000-0000000000f1");

    [Fact]
    public async Task What_was_broken_by_hand_is_found_and_cleared_when_it_is_put_right()
    {
        await using var platform = await Platform.Start();
        var live = (await LiveOrganisation.Tell(platform, LiveOrganisation.Steps)).OrganisationId;
        var (sent, _) = await platform.SentApplication();
        var accepted = await platform.AcceptedOrganisation();
        var (administrator, manager) = (await platform.Person(Roles.Administrator), await platform.Person(Roles.SeniorOnboardingManager));
        var waiver = $"/officer/org/{accepted}/gates/13/waiver";
        (await manager.Post(waiver, new { Reason = "Signed on Friday", ExpiresOn = platform.Clock.GetUtcNow().CivilDate().AddDays(20) })).ShouldRedirectTo(waiver);
        await platform.Settle();
        Assert.Empty(await Check(platform));
        (await administrator.Get("/admin/workflows")).ShouldSay(Say.FindingsNone);

        (string Code, Guid Organisation, string Break, string Repair)[] faults =
        [
            ("process-missing", sent, "update workflow_instances set correlation_id = @nobody where correlation_id = @id", "update workflow_instances set correlation_id = @id where correlation_id = @nobody"),
            ("process-goes-on", sent, "update registration_cases set stage = 'Withdrawn' where id = @id", "update registration_cases set stage = 'Submitted' where id = @id"),
            ("clock-of-ended", sent, "update registration_cases set stage = 'Withdrawn' where id = @id", "update registration_cases set stage = 'Submitted' where id = @id"),
            ("process-elsewhere", sent, "update registration_cases set stage = 'Returned' where id = @id", "update registration_cases set stage = 'Submitted' where id = @id"),
            ("next-date", sent, "update registration_cases set next_on = '2020-01-01' where id = @id", "update registration_cases set next_on = stage_on where id = @id"),
            ("decision-without-clock", accepted, "update registration_clocks set rule = 'rename' where rule = 'waiver' and organisation_id = @id", "update registration_clocks set rule = 'waiver' where rule = 'rename' and organisation_id = @id"),
            ("gate-without-agreement", accepted, "update registration_gates set state = 'Green' where number = 2 and organisation_id = @id", "update registration_gates set state = 'Red' where number = 2 and organisation_id = @id"),
            ("live-without-review", live, "update agreements_service_reviews set organisation_id = @nobody where organisation_id = @id", "update agreements_service_reviews set organisation_id = @id where organisation_id = @nobody"),
            ("people-of-closed", live, "update registration_cases set stage = 'Closed' where id = @id", "update registration_cases set stage = 'EarlyLife' where id = @id"),
        ];
        foreach (var fault in faults)
        {
            await Do(platform, fault.Break, fault.Organisation);
            Assert.Contains((fault.Organisation, fault.Code), await Check(platform));
            Assert.Contains((fault.Organisation, fault.Code), await Check(platform)); // kept, not found a second time
            var page = await administrator.Get("/admin/workflows");
            page.ShouldSay(new Text($"Registration.finding-{fault.Code}")).ShouldSay(new Text($"Registration.finding-{fault.Code}-do")).ShouldSay((await platform.CaseOf(fault.Organisation)).Reference);
            await Do(platform, fault.Repair, fault.Organisation);
            Assert.Empty(await Check(platform));
        }
        (await administrator.Get("/admin/workflows")).ShouldSay(Say.FindingsNone);
        Assert.Equal(faults.Length, await platform.Read<RegistrationDbContext, int>(db => db.Set<Inconsistency>().Where(f => f.ClearedAt != null).Select(f => f.Code).Distinct().CountAsync()));
    }

    [Fact]
    public async Task The_night_checks_by_itself()
    {
        await using var platform = await Platform.Start();
        var accepted = await platform.AcceptedOrganisation();
        await Do(platform, "update registration_cases set next_on = '2020-01-01' where id = @id", accepted);
        await platform.Pass(TimeSpan.FromDays(1));
        Assert.Contains((accepted, "next-date"), await Standing(platform));
        await Do(platform, "update registration_clocks set due_by = '2026-12-01' where organisation_id = @id and rule = 't4' and stopped_at is null", accepted); // the trigger puts it right
        await platform.Pass(TimeSpan.FromDays(1));
        Assert.Empty(await Standing(platform));
    }

    private static async Task<List<(Guid, string)>> Check(Platform platform)
    {
        await platform.As(Actor.System("gate-night"), new CheckConsistency());
        return await Standing(platform);
    }

    private static async Task<List<(Guid, string)>> Standing(Platform platform) => [.. (await platform.Read<RegistrationDbContext, List<Inconsistency>>(db =>
        db.Set<Inconsistency>().AsNoTracking().Where(f => f.ClearedAt == null).ToListAsync())).Select(f => (f.OrganisationId, f.Code))];

    private static async Task Do(Platform platform, string sql, Guid organisation)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        (string, object?)[] values = sql.Contains("@nobody", StringComparison.Ordinal) ? [("@id", organisation), ("@nobody", Nobody)] : [("@id", organisation)];
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(sql, CancellationToken.None, values);
    }
}
