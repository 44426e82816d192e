using System.Globalization;
using System.Net.Mail;
using System.Text;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.BuildingBlocks.Email;

/// <summary>Development and demonstration: each email is a file <c>email/{message id}.eml</c> in the data folder.</summary>
internal sealed class FileEmail(DataFolder folder, Site site, TimeProvider clock) : IEmailAdapter
{
    public async Task Send(WordedEmail email, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateDirectory(folder.In("email")).FullName;
        var message = new StringBuilder()
            .Append("Message-ID: <").Append(email.Key).Append('@').Append(site.EmailDomain).Append(">\r\n")
            .Append("Date: ").Append(clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture)).Append("\r\n")
            .Append("From: Common Platform <").Append(site.Sender).Append(">\r\n")
            .Append("To: <").Append(email.To).Append(">\r\n")
            .Append("Subject: ").Append(Encoded(email.Subject)).Append("\r\n")
            .Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
            .Append(email.Body.ReplaceLineEndings("\r\n")).Append("\r\n");
        var temporary = Path.Combine(directory, $".{email.Key}.tmp");
        await File.WriteAllTextAsync(temporary, message.ToString(), cancellationToken);
        File.Move(temporary, Path.Combine(directory, $"{email.Key}.eml"), overwrite: true);
    }

    private static string Encoded(string text) =>
        text.All(char.IsAscii) ? text : $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}

/// <summary>A mail server, by SMTP_HOST and SMTP_PORT; plain SMTP is at-least-once.</summary>
internal sealed class SmtpEmail(IConfiguration configuration, Site site) : IEmailAdapter
{
    public async Task Send(WordedEmail email, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(configuration["SMTP_HOST"], configuration.GetValue("SMTP_PORT", 25));
        using var message = new MailMessage(site.Sender, email.To, email.Subject, email.Body);
        message.Headers.Add("Message-ID", $"<{email.Key}@{site.EmailDomain}>");
        await client.SendMailAsync(message, cancellationToken);
    }
}
