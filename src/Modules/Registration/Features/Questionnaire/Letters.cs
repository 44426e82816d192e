using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Email to the applicant about their application: what happened, where to look, who sends it.</summary>
internal sealed class Letters(Emails emails, IMediator mediator, Site site)
{
    public async Task Send(Application application, Text subject, Text[] paragraphs, string path, CancellationToken cancellationToken)
    {
        var applicant = (await mediator.Send(new NamePeople([application.ApplicantId]), cancellationToken)).SingleOrDefault();
        if (applicant is null) return;
        await emails.Queue(
            new OutgoingEmail(applicant.Email, application.OrganisationId, applicant.Language, subject,
                [Say.EmailDear(applicant.Name), .. paragraphs, Say.EmailLook(site.Link(OwnOrganisation.Path(path, application.OrganisationId))), Say.EmailFrom]),
            cancellationToken);
    }
}
