using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Organisation;
using CommonPlatform.Agreements.Features.Security;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.Agreements.Features.Signing;

/// <summary>
/// What is known of a signature when it is sealed, as JSON inside the PDF. Only the first signature can bring it: once the document is
/// certified, nothing but further signatures may be added.
/// </summary>
internal static class Evidence
{
    private const string FileName = "signature-evidence.json";

    public static SealAttachment Of(Agreement agreement, Signature signature)
    {
        var (language, organisation) = (agreement.Language, agreement.Particulars.OrganisationName);
        var title = AgreementKinds.Title(agreement.Kind);
        return Attachment(
            language,
            new
            {
                document = new
                {
                    id = agreement.Id,
                    agreement.Reference,
                    agreement.Kind,
                    agreement.Round,
                    language = language.Tag,
                    templateVersion = agreement.Particulars.TemplateVersion,
                    templateSha256 = agreement.TemplateHash,
                    sha256AsIssued = agreement.UnsignedSha256,
                },
                parties = new[] { organisation, Say.Hmcts.In(language) },
                signer = Signer(
                    signature.PersonId, signature.Name, signature.NameTyped, signature.JobTitle, organisation,
                    new { signature.Authority!.Code, words = signature.AuthorityInWords()!.In(language) },
                    [Statement("agree", Say.StatementAgree(title, organisation).In(language)), Statement("authority", Say.StatementAuthority(organisation).In(language))]),
                times = new { issued = agreement.IssuedAt, codeGiven = signature.SteppedUpAt, signed = signature.At },
            });
    }

    public static SealAttachment Of(SecurityAssessment assessment) => Attachment(
        assessment.Language,
        new
        {
            document = new
            {
                id = assessment.Id,
                assessment.Reference,
                kind = "security-questionnaire",
                assessment.Round,
                language = assessment.Language.Tag,
                templateVersion = assessment.QuestionnaireVersion,
            },
            signer = Signer(
                assessment.SignatoryId, assessment.SignatoryName, assessment.NameTyped!, assessment.SignatoryTitle, assessment.OrganisationName, null,
                [.. assessment.Statements.Select(s => Statement(s, AnswersDocument.Statement(s, assessment.OrganisationName).In(assessment.Language)))]),
            times = new { issued = assessment.IssuedAt, codeGiven = assessment.SteppedUpAt, signed = assessment.SignedAt },
            answers = assessment.Answers,
            evidence = assessment.Files.OrderBy(f => f.Question).Select(f => new { f.Question, f.FileName, f.Sha256, f.Length, uploaded = f.UploadedAt }),
        });

    private static object Signer(Guid personId, string name, string nameTyped, string jobTitle, string onBehalfOf, object? authority, IReadOnlyList<object> statements) =>
        new { personId, name, nameTyped, jobTitle, onBehalfOf, authority, statements, authentication = "password and a fresh authenticator code" };

    private static object Statement(string id, string text) => new { id, text, sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) };

    private static SealAttachment Attachment(Language language, object evidence) =>
        new(FileName, JsonSerializer.SerializeToUtf8Bytes(evidence, Json.Options), Say.EvidenceOfSignature.In(language));
}
