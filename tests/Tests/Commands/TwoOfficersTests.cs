using CommonPlatform.Agreements;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Host;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommonPlatform.Tests.Commands;

/// <summary>
/// Every command of Registration and Agreements that people send, found in the code: in one installation that goes through the stories and what else there is,
/// somebody with the same roles sends the same at the same moment. It is done once: one wins, and the other is told; where it is the same whoever sends it, both get
/// the answer and it happens once.
/// </summary>
public sealed partial class TwoOfficersTests
{
    // Only the person who is named, or whose code it is, may send these: the other one is the same person in another window.
    private static readonly HashSet<string> OfOnePerson =
    [
        "AskForNewRequest", "AskQuestions", "ConfirmNoticeChanges", "CountersignAgreement", "DeclineAgreement", "NameAnotherSignatory", "ProposeBankChange", "SignAgreement", "SignSecurityQuestionnaire",
    ];

    // It makes no difference who sent it: the second finds it as wanted, and may be answered as the first is.
    private static readonly HashSet<string> SameForBoth = ["AssignCases", "CloseAccounts", "InviteApplicant", "InviteSupplier"];

    private static readonly Dictionary<string, string> LeftAlone = new()
    {
        ["ArrangeCover"] = "one's own absence",
        ["NoteVisit"] = "one's own visit",
        ["SaveView"] = "one's own view of the board",
        ["RemoveView"] = "one's own view of the board",
        ["RenewCalendarFeed"] = "one's own feed",
        ["RevokeCalendarFeed"] = "one's own feed",
        ["NoteEntry"] = "adds what each has to say, under their name",
        ["AskQuestion"] = "adds what each has to ask, under their name",
        ["RecordDefect"] = "adds what each has found, under their name",
        ["KeepReferenceFile"] = "adds a file to compare; one of them is used, and that is raced",
        ["OpenFiledEmail"] = "reads; each reader is in the log",
        ["OpenInboxEmail"] = "reads; each reader is in the log",
        ["TakeEvidencePack"] = "reads; each reader is in the log",
        ["SendMainEmailLink"] = "sends the link once more to whoever asks for it, at most five times a day",
        ["NoteForeignLink"] = "notes who was refused; each is in the log",
        ["MoveCases"] = "sets the same due item for each case: MoveCaseTests",
        ["RetryStep"] = "sets the same step due: FailedStepsTests, where the second is told",
        ["SkipStep"] = "needs a step that fails: FailedStepsTests, where the second is told",
    };

    [Fact]
    public async Task Of_two_who_send_the_same_at_once_one_wins_and_the_other_is_told()
    {
        var twins = new Twins(LeftAlone.Keys.ToHashSet(), OfOnePerson);
        await using var platform = await Platform.Start(services =>
        {
            services.Insert(0, ServiceDescriptor.Scoped(typeof(IPipelineBehavior<,>), typeof(Twin<,>))); // before any transaction
            services.AddSingleton(twins);
        });
        await BuildingBlocks.Platform.Migrate(platform.Services);
        twins.PersonId = (await platform.Person(Roles.OnboardingOfficer, name: "Gwen Twin")).PersonId;
        var scene = new Scene(platform, new Story(platform.Services, platform.Clock, TextWriter.Null), twins.PersonId);
        foreach (var step in Script)
        {
            try
            {
                if (Acts.TryGetValue(step, out var act)) await act(scene);
                else await StoryTeller.Run(scene.Story, step);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"«{step}» after {twins.Races.LastOrDefault()?.Command.Name}", e);
            }
        }

        Assert.Empty(twins.Races.Where(r => !Went(r)).Select(r => $"{r.Command.Name}: {r.Won} won, the other got {r.Loser?.GetType().Name} {r.Loser?.Message}; twice: {string.Join(", ", r.Twice)}").Distinct());
        var sent = new[] { typeof(RegistrationModule), typeof(AgreementsModule) }.SelectMany(m => m.Assembly.GetTypes()).Where(Twins.IsOfPeople).ToList();
        Assert.Empty(sent.Except(twins.Races.Select(r => r.Command)).Select(c => c.Name).Except(LeftAlone.Keys).Order());
        Assert.Empty(LeftAlone.Keys.Concat(OfOnePerson).Concat(SameForBoth).Except(sent.Select(c => c.Name)));
    }

    private static bool Went(Race race) => race.Twice.Count == 0
        && ((race.Won == 2 && SameForBoth.Contains(race.Command.Name)) || (race.Won == 1 && race.Loser is ConflictException or RuleBrokenException or InvalidInputException));
}
