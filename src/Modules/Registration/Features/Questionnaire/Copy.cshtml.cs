using System.Reflection;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The answers as they were sent, as a PDF to keep; on a page where no PDF can be made.</summary>
[Needs(Policy.Apply)]
[OneOrganisation]
internal sealed class CopyPage(RegistrationDbContext db, ReferenceLists lists, HtmlToPdf pdf) : PageModel
{
    public OffenceList Offences { get; private set; } = null!;
    public Answers Answers { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        var sent = application.Latest ?? throw new NotFoundException();
        var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == application.OrganisationId, cancellationToken);
        (Answers, Offences) = (sent.Answers, await lists.Offences(cancellationToken));
        if (await pdf.WarmUp() is not null) return Page();
        var document = DocumentTemplates.Render(
            await Template(cancellationToken), Values(sent, organisation, Offences), Say.CopyTitle.ToString(), Language.Current, organisation.Reference);
        return File(await pdf.Render(document.PrintHtml, cancellationToken), "application/pdf", $"{organisation.Reference}-{sent.FormVersion}.pdf");
    }

    /// <summary>The same answers for a machine, without the account number, which nobody gets back.</summary>
    public async Task<IActionResult> OnGetJsonAsync(CancellationToken cancellationToken)
    {
        var application = await db.Applications.Of(this.Own()).AsNoTracking().FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        var sent = application.Latest ?? throw new NotFoundException();
        var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == application.OrganisationId, cancellationToken);
        var copy = new { organisation.Reference, sent.FormVersion, SentAt = sent.At, sent.DeclaredName, sent.DeclaredRole, AnswersSha256 = sent.FormHash, Answers = sent.Answers.WithoutNumber() };
        return File(JsonSerializer.SerializeToUtf8Bytes(copy, Json.Options), "application/json", $"{organisation.Reference}-{sent.FormVersion}.json");
    }

    private static Dictionary<string, object?> Values(Submission sent, Organisation organisation, OffenceList offences) => new()
    {
        ["organisation"] = organisation.LegalName,
        ["sentAt"] = sent.At,
        ["formVersion"] = sent.FormVersion,
        ["declaredName"] = sent.DeclaredName,
        ["declaredRole"] = sent.DeclaredRole,
        ["formHash"] = sent.FormHash,
        ["cards"] = new AnswersView(sent.Answers, offences, null, null).Cards.Select(c => (object)new Dictionary<string, object?>
        {
            ["title"] = c.Section.Name(),
            ["rows"] = c.Rows.Select(r => (object)new Dictionary<string, object?> { ["key"] = r.Key, ["value"] = r.Value }).ToList(),
        }).ToList(),
    };

    private static async Task<string> Template(CancellationToken cancellationToken)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Templates.answers.{Language.Current.Tag}.md")!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
