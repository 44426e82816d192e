using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>What holds between the sections, and who is named in them.</summary>
internal static class Questionnaire
{
    private static readonly string[] FreeMail =
        ["gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.co.uk", "yahoo.com", "yahoo.co.uk", "icloud.com", "aol.com", "btinternet.com", "proton.me"];

    /// <summary>Sections that don't agree with each other or with today's offence list.</summary>
    public static IEnumerable<(Section Section, Text Text)> Problems(Answers answers, OffenceList list, DateOnly today)
    {
        if (answers is { Method: { } method, Volumes: { } volumes })
            foreach (var used in method.Methods.Where(m => volumes.Of(m) == 0))
                yield return (Section.Volumes, Say.ProblemVolumeMissing(Words.Method(used)));
        if (answers.Method?.Methods.Contains(MethodAnswers.Charge) == true && answers.Organisation?.IsPolice != true)
            yield return (Section.Method, Say.OnlyPoliceCharge);
        if (answers is { Organisation.MayClaimBackDuty: true, Money.ClaimsBackDuty: null }) yield return (Section.Money, Say.SelectBackDuty);
        if (NeedsWelsh(answers, answers.Notices)) yield return (Section.Notices, Say.WelshIsNeeded);
        if (TooEarly(answers, answers.Timing, today) is { } early) yield return (Section.Timing, early);
        if (answers.Offences is not { } offences) yield break;
        foreach (var code in offences.List)
            if (Fault(code, list, today, answers.Method?.UsesSjp == true && answers.Method.Methods.Count == 1) is { } fault)
                yield return (Section.Offences, fault);
    }

    /// <summary>What looks odd and may be right: it doesn't stop the application.</summary>
    public static IEnumerable<(Section Section, Text Text)> Warnings(Answers answers, DateOnly today)
    {
        if (answers.Address?.Postcode.StartsWith("ZZ", StringComparison.Ordinal) == true) yield return (Section.Address, Say.WarnPostcode(answers.Address.Postcode));
        if (answers.Contacts is { } contacts && IsFreeMail(Formats.Domain(contacts.MainEmail))) yield return (Section.Contacts, Say.WarnFreeMail(Formats.Domain(contacts.MainEmail)));
        if (answers.Timing is not { GoLiveQuarter.Length: > 0 } timing) yield break;
        var goLive = TimingAnswers.EndOf(timing.GoLiveQuarter);
        if (answers.Api is { Builds: true, ContractEnd: { } end } && end <= goLive) yield return (Section.Supplier, Say.WarnContractEnds(end, goLive));
        if (answers.DataProtection?.IcoExpires is { } expires && expires <= goLive) yield return (Section.DataProtection, Say.WarnIcoExpires(expires, goLive));
        if (goLive < today) yield return (Section.Timing, Say.WarnQuarterOver);
    }

    /// <summary>An address there says nothing of the organisation.</summary>
    public static bool IsFreeMail(string domain) => FreeMail.Contains(domain);

    /// <summary>Whoever prosecutes in Wales sends notices in Welsh too.</summary>
    public static bool NeedsWelsh(Answers answers, NoticeAnswers? notices) => answers.Regions?.InWales == true && notices?.Languages.Contains(NoticeAnswers.Welsh) == false;

    /// <summary>Testing wished before the supplier can be ready.</summary>
    public static Text? TooEarly(Answers answers, TimingAnswers? timing, DateOnly today) =>
        answers.Api is { Builds: true } api && timing?.TestingFrom is { } from && from < api.EarliestTesting(today) ? Say.TestingTooEarly(api.EarliestTesting(today)) : null;

    /// <summary>What is wrong with one offence code; null when nothing is.</summary>
    public static Text? Fault(string code, OffenceList list, DateOnly today, bool onlySjp)
    {
        if (!Formats.IsOffenceCode(code)) return Say.OffenceFormatWrong(code);
        if (list.Find(code) is not { } offence) return Say.OffenceUnknown(code);
        if (!offence.IsInForce(today)) return Say.OffenceNotInForce(code, offence.Title);
        if (onlySjp && !offence.SuitsSjp) return Say.OffenceNotForSjp(code, offence.Title);
        return null;
    }

    /// <summary>The people named, each under the role that they will hold.</summary>
    public static IEnumerable<NamedPerson> People(Answers answers)
    {
        if (answers.Contacts is { } contacts) yield return new NamedPerson(Roles.Applicant, contacts.LeadName, contacts.LeadJobTitle, contacts.LeadEmail);
        if (answers.People is not { } people) yield break;
        var named = new[]
        {
            Named(Roles.AccountablePerson, people.AccountablePerson), Named(Roles.SecuritySignatory, people.SecuritySignatory),
            Named(Roles.OrganisationServiceOwner, people.ServiceOwner), Named(Roles.AccountAdministrator, people.AccountAdministrator),
        };
        foreach (var person in named.Where(p => p.Email.Length > 0)) yield return person;
    }

    public static IEnumerable<string> Emails(Answers answers) =>
        People(answers).Select(p => p.Email).Append(answers.Contacts?.MainEmail ?? "").Append(answers.People?.Finance.Email ?? "").Where(e => e.Length > 0);

    private static NamedPerson Named(string role, Person person) => new(role, person.Name, person.JobTitle, person.Email);
}
