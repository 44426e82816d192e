using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Tests.Data;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CommonPlatform.Tests.Agreements;

/// <summary>The Agreements module on one of the two databases, with a simulated clock and invented neighbours.</summary>
public sealed class AgreementsRig : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string folder = Directory.CreateTempSubdirectory("agreements-").FullName;

    private AgreementsRig(string database)
    {
        var settings = new Dictionary<string, string?> { ["KEYS_DIR"] = Path.Combine(folder, "keys") };
        if (database == "postgres") (settings["DATABASE"], settings["ConnectionStrings:Platform"]) = ("postgres", PostgresCluster.NewDatabase());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services = new ServiceCollection()
            .AddLogging(l => l.SetMinimumLevel(LogLevel.None))
            .AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(Clock).AddSingleton(World)
            .AddPlatform(configuration, new DataFolder(folder), [new AgreementsModule(), new SpecimenModule()])
            .BuildServiceProvider();
    }

    internal World World { get; } = new();

    internal SimulatedClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    internal Actor Accountable => Of("sian@llyn.example", "Siân Wŷn-O’Hara", Roles.AccountablePerson, World.Organisation);
    internal Actor ServiceOwner => Of("tomos@llyn.example", "Tomos Price", Roles.OrganisationServiceOwner, World.Organisation);
    internal Actor Security => Of("nia@llyn.example", "Nia Bowen", Roles.SecuritySignatory, World.Organisation);
    internal Actor Stranger => Of("sian@llyn.example", "Siân Wŷn-O’Hara", Roles.AccountablePerson, Guid.Parse("01900000-0000-7000-8000-000000000009"));
    internal Actor Officer => Of("officer@hmcts.example", "Olwen Officer", Roles.OnboardingOfficer, null);
    internal Actor HmctsSignatory => Of("signatory@hmcts.example", "Hari Signatory", Roles.HmctsSignatory, null);
    internal Actor HmctsServiceOwner => Of("owner@hmcts.example", "Owain Owner", Roles.HmctsServiceOwner, null);
    internal Actor Assessor => Of("assessor@hmcts.example", "Ann Assessor", Roles.SecurityAssessor, null);

    public static async Task<AgreementsRig> On(string database)
    {
        var rig = new AgreementsRig(database);
        await rig.services.Migrate();
        return rig;
    }

    internal async Task<T> Send<T>(IRequest<T> request, Actor? by = null, string? key = null)
    {
        Clock.Advance(TimeSpan.FromSeconds(1)); // so that events have an order
        await using var scope = services.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentActor>();
        (current.Actor, current.OneTimeKey) = (by ?? Actor.System("workflow"), key);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    internal async Task<T> Ask<T>(Func<IServiceProvider, Task<T>> question)
    {
        await using var scope = services.CreateAsyncScope();
        return await question(scope.ServiceProvider);
    }

    internal Task Settle() => services.GetRequiredService<Drains>().RunUntilIdle(default);

    internal async Task<Agreement> Issued(string kind = AgreementKinds.Mou)
    {
        var issued = await Send(new IssueAgreement(World.Organisation, kind));
        await Settle();
        return await Load(issued.AgreementId);
    }

    internal Task<Agreement> Load(Guid id) => Ask(s => s.GetRequiredService<AgreementsDbContext>().Agreements.AsNoTracking().SingleAsync(a => a.Id == id));

    internal async Task<byte[]> Pdf(Guid id)
    {
        var address = (await Load(id)).Pdf!;
        return await services.GetRequiredService<DocumentStore>().Read(address, default);
    }

    internal VerificationReport Verify(byte[] pdf) => PdfVerifier.Verify(pdf, services.GetRequiredService<Keys>().Trust);

    internal Keys Keys => services.GetRequiredService<Keys>();

    internal T Get<T>() where T : notnull => services.GetRequiredService<T>();

    internal Task<List<string>> Events() => Ask(s => s.GetRequiredService<PlatformDbContext>().Events.OrderBy(e => e.Id).Select(e => e.Name).ToListAsync());

    internal async Task<List<WordedEmail>> Emails() =>
        [.. (await Ask(s => s.GetRequiredService<PlatformDbContext>().Emails.AsNoTracking().OrderBy(e => e.CreatedAt).ThenBy(e => e.ItemKey).ToListAsync())).Select(WordedEmail.Of)];

    internal static async Task<Text> Refused(Func<Task> act) => (await Assert.ThrowsAsync<RuleBrokenException>(act)).Text;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Actor Of(string email, string name, string role, Guid? organisation) =>
        new(World.Person(email, name).PersonId, null, [new HeldRole(role, organisation)], Guid.Empty, name);
}
