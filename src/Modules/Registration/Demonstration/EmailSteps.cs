using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Demonstration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Registration.Demonstration;

/// <summary>What invented people do with email.</summary>
internal static partial class EmailSteps
{
    /// <summary>Somebody who reads the organisation's main email address follows its link.</summary>
    public static async Task ConfirmMainEmail(Story story, string address)
    {
        await story.Settle();
        var token = (await story.EmailsTo(address)).Select(e => Link().Match(e)).First(m => m.Success).Groups[1].Value;
        await story.Send(null, new ConfirmMainEmail(token));
    }

    /// <summary>Two emails in the inbox's folder, as a mail gateway delivers: one names the organisation's reference, one names none.</summary>
    public static async Task Arrive(Story story)
    {
        var who = story.Who();
        var (folder, reference) = await story.Ask(async s => (
            s.GetRequiredService<Inbox>().Folder, await s.GetRequiredService<RegistrationDbContext>().Cases.Where(c => c.Id == story.OrganisationId).Select(c => c.Reference).SingleAsync()));
        Directory.CreateDirectory(folder);
        foreach (var (number, subject, text) in new[] { (1, $"{reference}: our test windows", "We can test in the mornings of that week."), (2, "Our notices", "The corrected notices will follow by Friday.") })
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"{number}.eml"),
                $"From: {who.Applicant} <{who.EmailOf(who.Applicant)}>\r\nTo: onboarding@common-platform.example\r\nDate: {story.Clock.GetUtcNow():r}\r\nMessage-ID: <{number}@{who.Domain}>\r\n" +
                $"Subject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n");
        await story.Settle();
        story.Tell($"Two emails of {who.Applicant} came in; one names no reference and waits for an officer.");
    }

    [GeneratedRegex("/confirm-email/([A-Za-z0-9_-]{20,})")]
    private static partial Regex Link();
}
