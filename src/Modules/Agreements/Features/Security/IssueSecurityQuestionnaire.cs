using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Issue;
using CommonPlatform.Agreements.Features.Organisation;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using CommonPlatform.Contracts.Registration;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Security;

/// <summary>Sends the questionnaire to the security signatory; a further round begins with the answers of the one before, to be confirmed.</summary>
internal sealed class IssueSecurityQuestionnaireHandler(AgreementsDbContext db, IMediator mediator, Emails emails, Site site, TimeProvider clock)
    : IRequestHandler<IssueSecurityQuestionnaire, int>
{
    public async Task<int> Handle(IssueSecurityQuestionnaire request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var earlier = await db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == request.OrganisationId)
            .OrderByDescending(a => a.Round).FirstOrDefaultAsync(cancellationToken);
        Rule.Require(earlier is null or { Outcome: not null }, Say.QuestionnaireStillOut);
        var organisation = await mediator.Send(new DescribeOrganisation(request.OrganisationId), cancellationToken) ?? throw new NotFoundException();
        var named = organisation.People.First(p => p.Role == Roles.SecuritySignatory);
        var person = await mediator.Send(
            new InvitePerson(
                named.Email, named.Name, Roles.SecuritySignatory, organisation.OrganisationId, organisation.LegalName, Say.TaskAnswerQuestionnaire,
                OwnOrganisation.Path("/org/security", organisation.OrganisationId), organisation.Language),
            cancellationToken);
        var language = (await mediator.Send(new NamePeople([person]), cancellationToken)).Single().Language;
        var round = (earlier?.Round ?? 0) + 1;
        var assessment = new SecurityAssessment(
            Guid.CreateVersion7(now), organisation.OrganisationId, organisation.LegalName, $"{organisation.Reference}-SAQ-{round}", round,
            new Signatory(person, named.Name, named.JobTitle, named.Email), language, earlier, now);
        db.SecurityAssessments.Add(assessment);
        await emails.Queue(Invitation(assessment, await mediator.OfficerWhoAsks(organisation, cancellationToken), site), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return round;
    }

    public static OutgoingEmail Invitation(SecurityAssessment assessment, AskingOfficer? officer, Site site) => new(
        assessment.SignatoryEmail, assessment.OrganisationId, assessment.Language,
        Say.EmailSecuritySubject(assessment.AnswerBy),
        Say.EmailDear(assessment.SignatoryName),
        Say.EmailSecurityWhoAsks(assessment.OrganisationName, assessment.Reference, officer.WhoAsks()),
        Say.EmailSecurityHow(Questionnaire.Current.Questions.Count(), Questionnaire.Current.Sections.Count, assessment.AnswerBy),
        Say.Link(site.Link(OwnOrganisation.Path("/org/security", assessment.OrganisationId))),
        officer.WhomToCall());
}
