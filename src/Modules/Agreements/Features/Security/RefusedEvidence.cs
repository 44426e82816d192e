using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>Which evidence of a questionnaire nobody can open, because a virus was found in it: it has to be replaced before the answers are signed.</summary>
internal static class InfectedEvidence
{
    public static async Task<IReadOnlyList<EvidenceFile>> InfectedOf(this Uploads uploads, SecurityAssessment assessment, CancellationToken cancellationToken)
    {
        var refused = assessment.Files.Count > 0 ? await uploads.Refused(cancellationToken) : [];
        return [.. assessment.Files.Where(f => refused.Contains(f.Address)).OrderBy(f => f.Question)];
    }
}

/// <summary>Of organisations whose answers aren't assessed yet.</summary>
internal sealed class FindInfectedEvidenceHandler(AgreementsDbContext db, Uploads uploads) : IRequestHandler<FindInfectedEvidence, IReadOnlyList<InfectedEvidenceFile>>
{
    public async Task<IReadOnlyList<InfectedEvidenceFile>> Handle(FindInfectedEvidence request, CancellationToken cancellationToken)
    {
        var refused = await uploads.Refused(cancellationToken);
        if (refused.Count == 0) return [];
        var open = await db.SecurityAssessments.AsNoTracking()
            .Where(a => request.Organisations.Contains(a.OrganisationId) && a.Outcome == null && a.WithdrawnAt == null && a.Files.Any(f => refused.Contains(f.Address))).ToListAsync(cancellationToken);
        return [.. open.SelectMany(a => a.Files.Where(f => refused.Contains(f.Address)).Select(f => new InfectedEvidenceFile(a.OrganisationId, f.FileName, f.Question, a.AnswerBy)))];
    }
}

/// <summary>Tells the security signatory, who alone uploads evidence, that a virus was found in a document.</summary>
internal sealed class RefusedEvidence(AgreementsDbContext db, EventRows events, Emails emails, Site site) : IRefusedUploads
{
    public async Task Tell(string address, CancellationToken cancellationToken)
    {
        var assessments = await db.SecurityAssessments.AsNoTracking().Where(a => a.Files.Any(f => f.Address == address)).ToListAsync(cancellationToken);
        foreach (var assessment in assessments)
            foreach (var file in assessment.Files.Where(f => f.Address == address))
            {
                await events.Append(new SecurityEvidenceRefused(assessment.OrganisationId, file.Id, assessment.Round, file.Question), cancellationToken);
                await emails.Queue(
                    new OutgoingEmail(
                        assessment.SignatoryEmail, assessment.OrganisationId, assessment.Language, Say.EmailEvidenceRefusedSubject(file.FileName), Say.EmailDear(assessment.SignatoryName),
                        Say.EmailEvidenceRefused(file.FileName, file.Question), Say.Link(site.Link(OwnOrganisation.Path($"/org/security/evidence/{file.Question}", assessment.OrganisationId))), Say.EmailCallUs),
                    cancellationToken);
            }
    }
}
