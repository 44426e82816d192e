using CommonPlatform.Agreements.Data;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Contracts.Agreements;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Security;

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
