using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>What holds between the sections, and who is named in them.</summary>
internal static class Questionnaire
{
    /// <summary>Sections that don't agree with each other or with today's offence list.</summary>
    public static IEnumerable<(Section Section, Text Text)> Problems(Answers answers, OffenceList list, DateOnly today)
    {
        if (answers is { Method: { } method, Volumes: { } volumes })
            foreach (var used in method.Methods.Where(m => volumes.Of(m) == 0))
                yield return (Section.Volumes, Say.ProblemVolumeMissing(Words.Method(used)));
        if (answers.Offences is not { } offences) yield break;
        foreach (var code in offences.List)
            if (Fault(code, list, today, answers.Method?.UsesSjp == true && answers.Method.Methods.Count == 1) is { } fault)
                yield return (Section.Offences, fault);
    }

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
        yield return Named(Roles.AccountablePerson, people.AccountablePerson);
        yield return Named(Roles.SecuritySignatory, people.SecuritySignatory);
        yield return Named(Roles.OrganisationServiceOwner, people.ServiceOwner);
        yield return Named(Roles.AccountAdministrator, people.AccountAdministrator);
    }

    public static IEnumerable<string> Emails(Answers answers) =>
        People(answers).Select(p => p.Email).Append(answers.Contacts?.MainEmail ?? "").Where(e => e.Length > 0);

    private static NamedPerson Named(string role, Person person) => new(role, person.Name, person.JobTitle, person.Email);
}
