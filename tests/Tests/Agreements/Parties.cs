using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Registration;
using CommonPlatform.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Application = CommonPlatform.Registration.Application;
using Person = CommonPlatform.Registration.Person;

namespace CommonPlatform.Tests.Agreements;

/// <summary>One organisation with the people who sign for it, each with an account made as in life.</summary>
internal sealed class Parties
{
    public const string OrganisationName = "Llŷn & O'Hara Rail Enforcement";
    public const string AccountableName = "Siân Wŷn-O’Hara";
    public const string OwnerName = "Cerys Vaughan";
    private static int count, people;
    private readonly Platform platform;

    private Parties(Platform platform) => this.platform = platform;

    public Guid Organisation { get; private init; }
    public string Name { get; private init; } = OrganisationName;
    public Browser Accountable { get; private set; } = null!;
    public Browser ServiceOwner { get; private set; } = null!;
    public Browser Security { get; private set; } = null!;
    public Browser Owner { get; private set; } = null!;

    /// <param name="platform">Where.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="before">Another organisation, whose accountable person and security signatory are this one's too.</param>
    public static async Task<Parties> Of(Platform platform, string name = OrganisationName, Parties? before = null)
    {
        var parties = new Parties(platform) { Organisation = Guid.CreateVersion7(platform.Clock.GetUtcNow()), Name = name };
        parties.Accountable = await parties.Person(Roles.AccountablePerson, AccountableName, before?.Accountable);
        parties.ServiceOwner = await parties.Person(Roles.OrganisationServiceOwner, "Tomos Price");
        parties.Security = await parties.Person(Roles.SecuritySignatory, "Nia Bowen", before?.Security);
        parties.Owner = await platform.Person(Roles.OnboardingOfficer, name: OwnerName);
        await parties.Register();
        return parties;
    }

    private async Task<Browser> Person(string role, string name, Browser? known = null)
    {
        if (known is null)
        {
            var email = $"{role}{Interlocked.Increment(ref people)}@llyn.example"; // another domain than that of those who decide for HMCTS
            await platform.Invite(email, name, role, Organisation, Name);
            await platform.Settle();
            return await platform.Nobody().Activate(email);
        }
        await platform.Invite(known.Email, name, role, Organisation, Name);
        await platform.Settle();
        known.ForgetCookies();
        await known.SignIn();
        return known;
    }

    /// <summary>The organisation as its questionnaire leaves it.</summary>
    private async Task Register()
    {
        await using var scope = platform.Services.CreateAsyncScope();
        var (unit, db, now) = (scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<RegistrationDbContext>(), platform.Clock.GetUtcNow());
        await unit.Begin(default);
        var organisation = new Organisation(Organisation, $"CPO-{Interlocked.Increment(ref count):000000}K", Name, now);
        organisation.Name(Name, $"LLYN{count}");
        var application = new Application(Guid.CreateVersion7(now), Organisation, Language.English, now);
        application.Save(
            global::CommonPlatform.Registration.Section.People,
            _ => new Answers
            {
                Volumes = new VolumeAnswers { Sjp = "41000" },
                Method = new MethodAnswers { Methods = ["sjp"] },
                People = new PeopleAnswers
                {
                    AccountablePerson = new Person { Name = AccountableName, JobTitle = "Director of Prosecutions", Email = Accountable.Email },
                    ServiceOwner = new Person { Name = "Tomos Price", JobTitle = "Head of Revenue", Email = ServiceOwner.Email },
                    SecuritySignatory = new Person { Name = "Nia Bowen", JobTitle = "Chief Information Security Officer", Email = Security.Email },
                    AccountAdministrator = new Person { Name = "Gwen Ellis", JobTitle = "Systems Manager", Email = "gwen@llyn.example" },
                },
            },
            now);
        var onboarding = new OnboardingCase(organisation, now, now.CivilDate().AddDays(60));
        onboarding.Take(Owner.PersonId, now);
        db.Add(organisation);
        db.Add(onboarding);
        db.Add(application);
        await db.SaveChangesAsync();
        await unit.Commit(default);
    }

    public async Task<Agreement> Issue(string kind = AgreementKinds.Mou)
    {
        var issued = await platform.Send(new IssueAgreement(Organisation, kind));
        await platform.Settle();
        return await Load(issued.AgreementId);
    }

    public Task<Agreement> Load(Guid id) => platform.Read<AgreementsDbContext, Agreement>(db => db.Agreements.AsNoTracking().SingleAsync(a => a.Id == id));

    public async Task<Agreement> Sign(Agreement agreement)
    {
        (await SignPage(agreement)).ShouldRedirectTo($"/org/agreements/{agreement.Id}/signed");
        await platform.Settle();
        return await Load(agreement.Id);
    }

    public Task<Page> SignPage(Agreement agreement) => SignPage(agreement, agreement.Kind == AgreementKinds.Sla ? ServiceOwner : Accountable, agreement.SignatoryName);

    public Task<Page> SignPage(Agreement agreement, Browser by, string name)
    {
        return by.Post(
            $"/org/agreements/{agreement.Id}/sign",
            new { Statements = new[] { "agree" }, Authority = StatedAuthority.Office, NameTyped = name, Code = by.NextCode() });
    }

    public async Task<Agreement> Accept(Agreement agreement, Browser officer)
    {
        (await officer.Post($"/officer/agreements/{agreement.Id}", new { Accept = true })).ShouldRedirectTo($"/officer/agreements/{agreement.Id}");
        await platform.Settle();
        return await Load(agreement.Id);
    }

    public async Task<Agreement> Countersign(Agreement agreement, Browser by, string name)
    {
        (await by.Post($"/officer/agreements/{agreement.Id}/countersign", new { Confirmed = true, NameTyped = name, Code = by.NextCode() }))
            .ShouldRedirectTo($"/officer/agreements/{agreement.Id}");
        await platform.Settle();
        return await Load(agreement.Id);
    }
}
