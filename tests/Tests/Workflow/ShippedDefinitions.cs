using CommonPlatform.Access;
using CommonPlatform.Agreements;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Cases;
using CommonPlatform.Registration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Workflow;

/// <summary>The definitions that the product ships, with the activities and facts of its modules.</summary>
public sealed class ShippedDefinitions
{
    private static readonly IModule[] Modules = [new RegistrationModule(), new AgreementsModule(), new AccessModule(), new CasesModule()];

    private static Definition Onboarding() => Newest("prosecutor-onboarding");

    private static Definition Newest(string id)
    {
        var folder = Directory.CreateTempSubdirectory("shipped-").FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("KEYS_DIR", Path.Combine(folder, "keys"))]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddPlatform(configuration, new DataFolder(folder), Modules).BuildServiceProvider();
        var read = services.GetRequiredService<Definitions>().Newest(id);
        services.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
        return read;
    }

    [Fact]
    public void Every_folder_of_definitions_is_named_after_a_module() => Assert.Empty(
        Directory.GetFileSystemEntries(Path.Combine(AppContext.BaseDirectory, "workflows")).Select(Path.GetFileName)
            .Except(Modules.Select(m => m.GetType().Assembly.GetName().Name!.Split('.')[^1].ToLowerInvariant())));

    [Fact]
    public void Onboarding_goes_from_draft_to_live_with_every_loop_on_the_way()
    {
        var (definition, position) = (Onboarding(), new Position());
        var flow = new Flow(definition, position);
        flow.Begin();
        Go("draft Submitted", "triage Returned", "answers Resubmitted", "triage Accepted", "open-tracks Done");
        Assert.Equal(["administrator", "bank-details", "exit", "issue-mou", "issue-notices", "issue-questionnaire", "issue-sla", "issue-terms", "ou-code", "prosecutor-record"], position.Halted);
        Go("issue-mou Done", "mou-signed Declined", "issue-terms Done", "terms-signed Given", "terms-authority Signed", "terms-in-force InForce", "issue-sla Done", "sla-signed Given", "sla-authority Signed", "sla-in-force InForce");
        Assert.DoesNotContain("book-review", position.Halted); // the memorandum is in its loop: the join waits for it
        Assert.Contains("sla-both-sign", flow.Hops.Select(h => h.Node));
        Go("issue-notices Done", "notices-sent Submitted", "notices-reviewed SentBack", "issue-notices Done", "notices-sent Submitted", "notices-reviewed Passed", "testing-dates Agreed", "testing Passed");
        Go("issue-questionnaire Done", "questionnaire-signed Submitted", "questionnaire-assessed Failed", "issue-questionnaire Done", "questionnaire-signed Submitted", "questionnaire-assessed Approved");
        Go("ou-code Recorded", "bank-details Confirmed", "prosecutor-record Recorded", "administrator Nominated");
        Go("mou-reissue Asked", "issue-mou Done", "mou-signed Given", "mou-authority Signed", "mou-in-force InForce");
        Assert.Equal(["book-review", "exit"], position.Halted);
        Go("book-review Done", "begin-readiness Done", "readiness SentBack", "readiness-again Asked", "begin-readiness Done", "readiness Confirmed", "countdown NotAgreed", "go-live-date Agreed");
        Go("countdown Scheduled", "go-live Postponed", "countdown NotAgreed", "go-live-date Agreed", "countdown Scheduled", "go-live Due", "cut-over GatesRed", "begin-readiness Done");
        Go("readiness Confirmed", "countdown Scheduled", "go-live Due", "cut-over Done", "cut-over-checklist Done", "begin-early-life Done", "early-life Done");
        Assert.False(flow.Ended);
        Go("end-early-life GatesRed", "early-life-gates Green", "end-early-life Done");
        Assert.True(flow.Ended);
        Assert.Equal("live", flow.Hops[^1].Node);
        Assert.Empty(position.Halted);

        void Go(params string[] steps)
        {
            foreach (var step in steps.Select(s => s.Split(' ')))
            {
                Assert.Contains(step[0], position.Halted);
                flow.Complete(step[0], step[1]);
            }
        }
    }

    [Fact]
    public void Reviews_go_round_quarter_after_quarter_until_the_organisation_withdraws()
    {
        var (definition, position) = (Newest("sla-review"), new Position());
        var flow = new Flow(definition, position);
        flow.Begin();
        for (var round = 0; round < 3; round++)
        {
            foreach (var step in (string[][])[["quarter", "Moved"], ["open-review", "NotYet"], ["quarter", "Due"], ["open-review", "Opened"], ["pack", "Issued"], ["meeting", "Held"]])
            {
                Assert.Equal(["exit", step[0]], position.Halted.Order(StringComparer.Ordinal));
                flow.Complete(step[0], step[1]);
            }
            flow.Complete(round == 1 ? "sign-hmcts" : "sign-organisation", "Signed"); // either may be first
            Assert.DoesNotContain("book-next", position.Halted);
            flow.Complete(round == 1 ? "sign-organisation" : "sign-hmcts", "Signed");
            flow.Complete("book-next", "Done");
        }
        Assert.False(flow.Ended);
        flow.Complete("exit", "Withdrawn");
        Assert.True(flow.Ended);
        Assert.All(definition.Nodes.Where(n => n.Waits && n.Id != "exit"), n => Assert.True(n.People is { Says: not null, Turn: not null, Stage: not null }, n.Id));
    }

    [Theory]
    [InlineData("triage", "Rejected", "rejected")]
    [InlineData("exit", "Withdrawn", "withdrawn")]
    [InlineData("exit", "Lapsed", "lapsed")]
    [InlineData("exit", "Closed", "withdrawn")]
    public void A_side_exit_ends_everything(string node, string outcome, string end)
    {
        var position = new Position();
        var flow = new Flow(Onboarding(), position);
        flow.Begin();
        flow.Complete("draft", "Submitted");
        flow.Complete(node, outcome);
        Assert.True(flow.Ended);
        Assert.Equal(end, flow.Hops[^1].Node);
        Assert.Empty(position.Halted);
    }

    [Fact]
    public void Every_wait_for_people_says_whose_turn_it_is() => Assert.All(
        Onboarding().Nodes.Where(n => n.Waits && n.Id != "exit"), n => Assert.True(n.People is { Says: not null, Turn: not null, Stage: not null }, n.Id));
}
