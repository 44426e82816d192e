using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Registration.Demonstration;

/// <summary>How an invented organisation applies and is decided on; <c>choose {key}</c> says which.</summary>
internal static class ApplicationSteps
{
    private const string Chosen = "organisation";

    public static IReadOnlyDictionary<string, Step> All { get; } = new Dictionary<string, Step>(
        InventedOrganisation.All.Keys.Select(key => KeyValuePair.Create<string, Step>($"choose {key}", story => Choose(story, key))))
    {
        ["invent-history"] = async story => story.Tell($"{await story.Arrange(new InventHistory())} finished onboardings are invented for the forecasts."),
        ["apply"] = Apply,
        ["submit"] = Submit,
        ["take-ownership"] = TakeOwnership,
        ["return"] = Return,
        ["resubmit"] = Resubmit,
        ["accept"] = Accept,
        ["reject"] = Reject,
        ["activate-people"] = ActivatePeople,
        ["emails-arrive"] = EmailSteps.Arrive,
        ["keep-files"] = FileSteps.Keep,
    };

    private static Task Choose(Story story, string key)
    {
        story.Notes[Chosen] = key;
        story.OrganisationId = story.Notes.TryGetValue($"id {key}", out var id) ? Guid.Parse(id) : Guid.Empty;
        return Task.CompletedTask;
    }

    private static async Task Apply(Story story)
    {
        var who = story.Who();
        var language = who.Key == "hendre" ? Language.Welsh : Language.English;
        story.OrganisationId = await story.Send(null, new StartApplication(who.Name, who.Applicant, who.EmailOf(who.Applicant), language));
        story.Notes[$"id {who.Key}"] = story.OrganisationId.ToString();
        await story.Activate(who.EmailOf(who.Applicant));
        await story.Save((id, version) => new SaveOrganisation(id, version, new OrganisationAnswers
        {
            LegalName = who.Name,
            ShortName = who.ShortName,
            Category = who.Category,
            RegisteredNumber = who.RegisteredNumber,
            LegalPower = "Powers given to it by its founding order",
            HasOuCode = false,
        }));
        var today = story.Clock.GetUtcNow().CivilDate();
        foreach (var (kind, title) in new[] { (ProofAnswers.LegalPower, "Founding order"), (ProofAnswers.Authority, "Scheme of delegation") })
        {
            var file = await GoLiveSteps.Pdf(story, title, $"An invented document of {who.Name}.");
            await story.Save((id, version) => new AttachProof(id, version, kind, file));
        }
        await story.Save((id, version) => new SaveDataProtection(id, version, new DataProtectionAnswers
        {
            Role = "controller",
            Statement = "The head of information governance. The cases are prosecuted as a task in the public interest.",
            IcoNumber = "ZA123456",
            IcoExpires = today.AddYears(1),
        }));
        await story.Save((id, version) => new SaveAddress(id, version, new AddressAnswers { Line1 = "1 Market Street", Town = who.Town, Postcode = who.Postcode }));
        await story.Save((id, version) => new SaveContacts(id, version, new ContactAnswers
        {
            MainEmail = $"prosecutions@{who.Domain}",
            Telephone = "01632 960 001",
            LeadName = who.Applicant,
            LeadJobTitle = "Prosecutions manager",
            LeadEmail = who.EmailOf(who.Applicant),
            LeadTelephone = "01632 960 002",
        }));
        await EmailSteps.ConfirmMainEmail(story, $"prosecutions@{who.Domain}");
        await story.Save((id, version) => new SaveRemittance(id, version, new RemittanceForm { AccountName = "PROSECUTIONS", SortCode = who.SortCode, AccountNumber = who.AccountNumber }));
        await story.Save((id, version) => new SaveVolumes(id, version, new VolumeAnswers { Sjp = who.Sjp, Summons = who.Summons, PostalRequisition = "0", PeakMonth = "8", PeakCases = $"{(int.Parse(who.Sjp) + int.Parse(who.Summons)) / 8}" }));
        await story.Save((id, version) => new SaveRegions(id, version, InWales(who) ? new RegionAnswers { Wales = "90", NorthWest = "10" } : new RegionAnswers { NorthEast = "70", NorthWest = "30" }));
        await story.Save((id, version) => new SaveMethod(id, version, new MethodAnswers
        {
            Methods = who.Summons == "0" ? ["sjp"] : ["sjp", "summons"],
            SjpAuthorised = true,
            SjpAuthority = "Named in the order of 2015",
        }));
        await story.Save((id, version) => new SaveOffences(id, version, new OffenceAnswers { Codes = who.Codes.Replace(' ', '\n') }));
        await story.Save((id, version) => new SaveMoney(id, version, new MoneyAnswers { ClaimsCosts = true, UsualCosts = "120", ClaimsCompensation = false }));
        await story.Save((id, version) => new SaveNotices(id, version, new NoticeAnswers { Producer = NoticeAnswers.InHouse, PostedBy = "organisation", Languages = InWales(who) ? ["en", "cy"] : ["en"] }));
        await DescribeSystems(story, builds: who.Key == "saltmarsh", today);
        await story.Save((id, version) => new SavePeople(id, version, new PeopleAnswers
        {
            AccountablePerson = who.Named(who.AccountablePerson, "Director of legal services"),
            IsEmployed = true,
            Authority = "Scheme of delegation 2025, section 3",
            SecuritySignatory = who.Named(who.SecuritySignatory, "Chief information security officer"),
        }));
        await story.Save((id, version) => new SaveService(id, version, new PeopleAnswers
        {
            ServiceOwner = who.Named(who.ServiceOwner, "Head of enforcement"),
            AccountAdministrator = who.Named(who.Administrator, "Systems administrator"),
            Finance = who.Named(who.ServiceOwner, "Head of enforcement"),
        }));
        if (who.Key == "saltmarsh") await story.Save((id, version) => new InviteApplicant(id, version, "Merrin Calloway", who.EmailOf("Merrin Calloway")));
        story.Tell($"{who.Applicant} of {who.Name} has filled in the questionnaire.");
    }

    private static async Task DescribeSystems(Story story, bool builds, DateOnly today)
    {
        await story.Save((id, version) => new SaveApi(id, version, new ApiAnswers { Ability = builds ? "planned" : "none" }));
        if (builds)
        {
            await story.Save((id, version) => new SaveSupplier(id, version, new ApiAnswers
            {
                CaseSystem = "Tidewater Cases 4.2",
                BuildMethod = "supplier-product",
                SupplierName = "Tidewater Systems",
                SupplierContact = "Odalys Finch",
                SupplierEmail = "odalys@tidewater-systems.example",
                SupplierTelephone = "01632 960 010",
                ContractEnd = today.AddYears(2),
            }));
            await story.Save((id, version) => new SaveConnection(id, version, new ApiAnswers
            {
                LeadTimeWeeks = "10",
                EarliestStart = today.AddDays(14),
                Interfaces = ["submit", "status"],
                Hosting = "cloud-uk",
                Networks = "203.0.113.16/28",
                MutualTls = true,
                TestEnvironment = true,
                TestsWithSyntheticData = true,
            }));
        }
        var from = WorkingDays.After(today.AddMonths(4), 0);
        await story.Save((id, version) => new SaveTiming(id, version, new TimingAnswers { TestingFrom = from, TestingTo = WorkingDays.After(from, 14), GoLiveQuarter = TimingAnswers.Quarters(today)[3] }));
    }

    private static bool InWales(InventedOrganisation who) => who.Key == "hendre";

    private static async Task Submit(Story story)
    {
        await story.Save((id, version) => new SubmitApplication(id, version, true, story.Who().Applicant, "Prosecutions manager"));
        story.Tell($"{story.Who().Name} sends its questionnaire.");
    }

    private static async Task TakeOwnership(Story story)
    {
        var version = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Cases.Where(c => c.Id == story.OrganisationId).Select(c => c.Version).SingleAsync());
        await story.Send(story.The(Roles.OnboardingOfficer), new TakeOwnership(story.OrganisationId, version));
        story.Tell("An onboarding officer takes ownership.");
    }

    private static async Task Return(Story story)
    {
        await story.Decide((id, version) => new ReturnApplication(id, version, "Which order gives you the power to prosecute? Please name it with its year.",
            [new() { Field = FieldQuestion.Of(Section.Method, Say.LabelSjpAuthority), Words = "Please name the article, too." }]));
        story.Tell("The officer returns the questionnaire with a question.");
    }

    private static async Task Resubmit(Story story)
    {
        await story.Save((id, version) => new SaveMethod(id, version, new MethodAnswers
        {
            Methods = ["sjp", "summons"],
            SjpAuthorised = true,
            SjpAuthority = "The Northmoor Light Railway (Penalty Fares) Order 2015, article 7",
        }));
        await Submit(story);
    }

    private static async Task Accept(Story story)
    {
        await VerifyIdentifiers(story);
        await story.Decide((id, version) => new AcceptApplication(id, version));
        story.Tell("The officer accepts: agreements, security, notices and set-up start.");
    }

    private static async Task VerifyIdentifiers(Story story)
    {
        var (today, id) = (story.Clock.GetUtcNow().CivilDate(), story.OrganisationId);
        var answers = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Applications.Of(id).Select(a => a.Answers).FirstAsync());
        foreach (var identifier in Enum.GetValues<Identifier>())
        {
            var given = Identifiers.Of(answers, identifier).Length > 0;
            await story.Decide((_, version) => new CheckIdentifier(
                id, version, identifier.ToString(), given ? CheckIdentifier.Verified : CheckIdentifier.DoesNotApply, given ? "official-list" : "", today,
                given ? "Looked up in the published list." : "It has none; one is applied for where it is needed."));
        }
    }

    private static async Task Reject(Story story)
    {
        await story.Decide((id, version) => new RejectApplication(id, version, "not-a-prosecutor", "The authority brings its cases through another prosecutor."));
        story.Tell("The officer rejects the application, with a reason.");
    }

    private static async Task ActivatePeople(Story story)
    {
        var who = story.Who();
        foreach (var name in new[] { who.AccountablePerson, who.SecuritySignatory, who.ServiceOwner, who.Administrator }) await story.Activate(who.EmailOf(name));
        story.Tell("The people named in the questionnaire have set up their accounts.");
    }

    internal static InventedOrganisation Who(this Story story) => InventedOrganisation.All[story.Notes[Chosen]];

    private static Person Named(this InventedOrganisation who, string name, string jobTitle) => new() { Name = name, JobTitle = jobTitle, Email = who.EmailOf(name), Telephone = "01632 960 003" };

    private static async Task Save(this Story story, Func<Guid, int, MediatR.IRequest<MediatR.Unit>> command)
    {
        var (id, version) = await story.Application();
        await story.Send(story.The(Roles.Applicant), command(id, version));
    }

    private static async Task<(Guid Id, int Version)> Application(this Story story)
    {
        var application = await story.Ask(s => s.GetRequiredService<RegistrationDbContext>().Applications
            .Where(a => a.OrganisationId == story.OrganisationId).Select(a => new { a.Id, a.Version }).SingleAsync());
        return (application.Id, application.Version);
    }

    private static async Task Decide(this Story story, Func<Guid, int, MediatR.IRequest<MediatR.Unit>> command)
    {
        var version = (await story.Application()).Version;
        await story.Send(story.The(Roles.OnboardingOfficer), command(story.OrganisationId, version));
    }
}
