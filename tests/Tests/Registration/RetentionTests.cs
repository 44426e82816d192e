using CommonPlatform.Access.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>What came to nothing is erased once its time is over, and the audit trail stays whole.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task An_abandoned_draft_is_erased_ninety_days_after_it_lapsed()
    {
        await using var platform = await Platform.Start();
        var applicant = await (await platform.Applicant()).FillIn(except: "proof");
        var organisation = await platform.OrganisationOf(applicant);
        await platform.Pass(TimeSpan.FromDays(61));
        Assert.Equal(Stage.Lapsed, (await platform.CaseOf(organisation)).Stage);
        await platform.Pass(TimeSpan.FromDays(88));
        Assert.NotNull((await platform.ApplicationOf(organisation)).Answers.Address);
        await platform.Pass(TimeSpan.FromDays(4));
        await Erased(platform, organisation, applicant, "abandoned", "Siân O'Neill", "Heol y Tram", applicant.Email);
    }

    [Fact]
    public async Task A_rejected_application_loses_its_people_and_words_and_keeps_ids_hashes_and_events()
    {
        await using var platform = await Platform.Start(("RETENTION_REJECTED_DAYS", "200"));
        var (organisation, applicant) = await platform.SentApplication();
        var officer = await platform.Person(Roles.OnboardingOfficer);
        var page = $"/officer/org/{organisation}/decide/application";
        var confirm = await officer.Post(page, new { Outcome = "reject", ReasonCode = "identity", Reason = "Siân is not in the register" });
        (await officer.Submit(confirm, new { Confirmed = true })).ShouldRedirectTo($"/officer/org/{organisation}");
        await platform.Settle();
        var before = await platform.ApplicationOf(organisation);
        var (events, hash) = (await Events(platform, organisation), before.Submissions[0].FormHash);
        (await officer.Get($"/officer/org/{organisation}/next")).ShouldSay(Say.ComingErased);
        var proof = before.Files[0];
        await using (var scope = platform.Services.CreateAsyncScope()) // while it isn't erased, its documents' rows stay as they are
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => scope.ServiceProvider.GetRequiredService<UnitOfWork>().Execute("update registration_application_files set file_name = ''", CancellationToken.None));

        await platform.Pass(TimeSpan.FromDays(201));
        await Erased(platform, organisation, applicant, "rejected", "Siân O'Neill", "Heol y Tram", "not in the register", "Alun Pryce", "prawf", applicant.Email);
        var after = await platform.ApplicationOf(organisation);
        Assert.Equal((before.Id, before.EndedAt, hash, Outcome.Rejected, "identity"), (after.Id, after.EndedAt, after.Submissions[0].FormHash, after.LatestDecision!.Outcome, after.LatestDecision.ReasonCode));
        Assert.NotNull(hash);
        Assert.Equal((proof.Id, proof.Sha256, ""), (after.Files[0].Id, after.Files[0].Sha256, after.Files[0].FileName));
        Assert.Superset(events.ToHashSet(), (await Events(platform, organisation)).ToHashSet());
        await officer.SignIn();
        (await officer.Get($"/officer/org/{organisation}/answers")).ShouldSay(Say.AnswersErased(after.ErasedAt!.Value.CivilDate()));
        (await officer.Get($"/officer/org/{organisation}/timeline")).ShouldSay(Say.ActorErased).ShouldSay(Say.TimelineRegistrationApplicationErased);
        foreach (var tab in new[] { "", "/people", "/emails", "/next", "/duplicates", "/leaving", "/name", "/suspension" }) (await officer.Get($"/officer/org/{organisation}{tab}")).ShouldBeOk();
        var mine = new Actor(applicant.PersonId, null, [new HeldRole(Roles.Applicant, organisation)]);
        Assert.Equal(Say.RuleErased, (await Assert.ThrowsAsync<RuleBrokenException>(() => platform.As(mine, new ApplyAgain(after.Id, after.Version)))).Text);
    }

    [Fact]
    public async Task Who_came_back_is_let_alone_and_somebody_of_two_organisations_keeps_the_account()
    {
        await using var platform = await Platform.Start(("RETENTION_WITHDRAWN_DAYS", "30"), ("RETENTION_ABANDONED_DAYS", "30"));
        var (organisation, applicant) = await platform.SentApplication();
        var other = Guid.CreateVersion7(platform.Clock.GetUtcNow());
        await platform.Invite(applicant.Email, "Siân O'Neill", Roles.ItSupplier, other, "Another");
        (await applicant.Post("/application/withdraw", new { Reason = "Not this year", Confirmed = true })).ShouldRedirectTo("/application");
        await platform.Settle();
        (await applicant.Post("/application/ended", null, "form[action*=Again]")).ShouldRedirectTo("/application");
        await platform.Pass(TimeSpan.FromDays(31));
        Assert.Empty(await platform.Recorded<ApplicationErased>());
        await applicant.SignIn();
        (await applicant.Post($"/application/withdraw?organisation={organisation}", new { Reason = "Not next year either", Confirmed = true })).ShouldRedirectTo("/application");
        await platform.Pass(TimeSpan.FromDays(31));
        Assert.Equal(2, (await platform.Recorded<ApplicationErased>()).Count(e => e.OrganisationId == organisation && e.ClassCode is "withdrawn" or "abandoned"));
        Assert.Empty(await platform.Recorded<PersonErased>());
        Assert.Single(await platform.As(Actor.System("test"), new FindPeople(other)), p => p.Email == applicant.Email);
    }

    /// <summary>None of these words stands anywhere in the database any more, but for the audit trail there is nothing to find in either.</summary>
    private static async Task Erased(Platform platform, Guid organisation, Browser applicant, string code, params string[] words)
    {
        Assert.Single(await platform.Recorded<ApplicationErased>(), e => e.OrganisationId == organisation && e.ClassCode == code);
        Assert.Contains(await platform.Recorded<PersonErased>(), e => e.PersonId == applicant.PersonId);
        Assert.Empty(await platform.As(Actor.System("test"), new FindPeople(organisation)));
        var found = new List<string>();
        await using var scope = platform.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        foreach (var context in scope.ServiceProvider.GetServices<ModuleDbContext>())
            foreach (var table in context.Model.GetEntityTypes())
                foreach (var column in table.GetProperties().Where(p => (p.GetValueConverter()?.ProviderClrType ?? p.ClrType) == typeof(string)))
                    foreach (var value in await unit.Query($"select \"{column.GetColumnName()}\" from {table.GetTableName()}", r => r.IsDBNull(0) ? "" : r.GetString(0), CancellationToken.None))
                        found.AddRange(words.Where(w => value.Contains(w, StringComparison.OrdinalIgnoreCase)).Select(w => $"{table.GetTableName()}.{column.GetColumnName()}: {w}"));
        Assert.Equal([], found.Distinct());
    }

    private static Task<List<string>> Events(Platform platform, Guid organisation) =>
        platform.Read<PlatformDbContext, List<string>>(db => db.Events.Where(e => e.Subject == organisation).OrderBy(e => e.Id).Select(e => e.Id + e.Body).ToListAsync());
}
