using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>Documents of a live organisation that run out: reminders, days of grace, and what happens by itself after them (T13).</summary>
public sealed class ExpiryTests(LiveOrganisation live) : IClassFixture<LiveOrganisation>
{
    private readonly Platform platform = live.Platform;
    private readonly Guid organisation = live.Id;

    [Fact]
    public async Task What_runs_out_is_reminded_of_and_after_its_days_of_grace_submissions_stop_by_themselves_until_it_is_renewed()
    {
        var signatory = await platform.Person(Roles.SecuritySignatory, organisation);
        var manager = await platform.Person(Roles.SeniorOnboardingManager);
        var end = platform.Clock.GetUtcNow().CivilDate().AddDays(92);
        await Set($"update agreements_security_assessments set valid_until = '{end:yyyy-MM-dd}'");
        await platform.Pass(TimeSpan.FromDays(1)); // the night sees it
        await manager.SignIn();
        (await manager.Get($"/officer/org/{organisation}/next")).ShouldSay(Words.Clock("t13-security")).ShouldSay(Words.Act(ClockAct.Suspend)).ShouldSay(Words.Clock("t13-review"));

        foreach (var (until, reminders) in new[] { (90, 1), (60, 2), (30, 3), (14, 3), (7, 4) })
        {
            await PassTo(end.AddDays(-until));
            Assert.Equal(reminders, platform.Emails(signatory.Email).Count(IsReminder));
            Assert.Equal(until <= 14 ? 1 : 0, platform.Emails(manager.Email).Count(e => IsReminder(e) && e.Body.Contains("/officer/org/", StringComparison.Ordinal)));
        }
        var last = WorkingDays.After(end, Expiries.Grace);
        await PassTo(last.AddDays(-1));
        Assert.True((await Submissions()).Allowed); // out of date, and still in its days of grace
        Assert.Equal(GateState.Red, await Gate(5));
        await PassTo(last);
        Assert.Equal(new SubmissionsStanding(false, SubmissionsStanding.Suspended), await Submissions());
        var begun = Assert.Single(await platform.Recorded<OrganisationSuspended>());
        Assert.Equal((Suspension.ExpiredSecurity, "submissions", false), (begun.ReasonCode, begun.ScopeCode, begun.Urgent));
        await platform.Pass(TimeSpan.FromDays(5));
        Assert.Single(await platform.Recorded<OrganisationSuspended>());
        Assert.Contains(platform.Emails(), e => e.Subject.StartsWith("Suspended:", StringComparison.Ordinal) && e.Body.Contains("Security assurance questionnaire expired", StringComparison.Ordinal));

        await manager.SignIn();
        var page = $"/officer/org/{organisation}/suspension";
        (await manager.Post(page, new { Remedy = "They answered" }, "form[action*=Reinstate]")).ShouldRefuse(Say.SuspensionRuleGatesRed("G5"));
        await Set($"update agreements_security_assessments set valid_until = '{platform.Clock.GetUtcNow().CivilDate().AddDays(365):yyyy-MM-dd}'"); // as a verdict on a further round does
        (await manager.Post(page, new { Remedy = "They answered" }, "form[action*=Reinstate]")).ShouldRedirectTo(page);
        Assert.True((await Submissions()).Allowed);
        Assert.Contains(await Clocks("t13-security"), c => c.StoppedAt is not null && c.On == end);
        Assert.Single(await Clocks("t13-security"), c => c.StoppedAt is null);
    }

    [Fact]
    public async Task A_round_that_renews_the_memorandum_stops_its_clock_and_one_that_comes_to_nothing_lets_it_run_on()
    {
        await platform.Pass(TimeSpan.FromDays(1));
        var before = Assert.Single(await Clocks("t13-mou"), c => c.StoppedAt is null);
        Assert.Equal(platform.Clock.GetUtcNow().CivilDate().AddYears(3), before.On!.Value, (a, b) => Math.Abs(a.DayNumber - b.DayNumber) < 200);
        var issued = await platform.Send(new IssueAgreement(organisation, "mou"));
        await platform.Settle();
        Assert.DoesNotContain(await Clocks("t13-mou"), c => c.StoppedAt is null);
        Assert.DoesNotContain(await Clocks("t13-mou-grace"), c => c.StoppedAt is null);
        await platform.Pass(TimeSpan.FromDays(40)); // nobody signs: the request expires
        Assert.Contains(await platform.Recorded<AgreementDeclined>(), e => e.AgreementId == issued.AgreementId);
        await platform.Pass(TimeSpan.FromDays(1));
        Assert.Equal(before.On, Assert.Single(await Clocks("t13-mou"), c => c.StoppedAt is null).On);
        Assert.Single(await Clocks("t13-mou-grace"), c => c.StoppedAt is null);
    }

    private static bool IsReminder(SentEmail email) => email.Subject.StartsWith("Reminder: end of the security", StringComparison.Ordinal);

    private Task<SubmissionsStanding> Submissions() => platform.As(Actor.System("test"), new DescribeSubmissions(organisation));

    private Task<List<Clock>> Clocks(string rule) => platform.Read<RegistrationDbContext, List<Clock>>(db => db.Clocks.AsNoTracking().Where(c => c.OrganisationId == organisation && c.Rule == rule).ToListAsync());

    private Task<GateState> Gate(int number) => platform.Read<RegistrationDbContext, GateState>(db => db.Set<GateRow>().Where(g => g.OrganisationId == organisation && g.Number == number).Select(g => g.State).SingleAsync());

    /// <summary>To the evening of a day.</summary>
    private Task PassTo(DateOnly day) => platform.Pass(day.InLondon(new TimeOnly(18, 0)) - platform.Clock.GetUtcNow());

    private async Task Set(string sql)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute(sql, CancellationToken.None);
    }
}
