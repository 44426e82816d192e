using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>Email to the service owners of the two sides, each in their own language, with the link to the review.</summary>
internal sealed class ReviewEmails(IMediator mediator, Emails emails, Site site)
{
    public async Task ToBoth(ServiceReview review, Text subject, Text[] paragraphs, CancellationToken cancellationToken)
    {
        await To(ReviewSide.Organisation, review, subject, paragraphs, cancellationToken);
        await To(ReviewSide.Hmcts, review, subject, paragraphs, cancellationToken);
    }

    public Task ToOther(ReviewParty by, ServiceReview review, Text subject, Text[] paragraphs, CancellationToken cancellationToken) =>
        To(by.Side == ReviewSide.Hmcts ? ReviewSide.Organisation : ReviewSide.Hmcts, review, subject, paragraphs, cancellationToken);

    private async Task To(ReviewSide side, ServiceReview review, Text subject, Text[] paragraphs, CancellationToken cancellationToken)
    {
        var organisation = await mediator.Send(new DescribeOrganisation(review.OrganisationId), cancellationToken) ?? throw new NotFoundException();
        var people = side == ReviewSide.Hmcts
            ? await mediator.Send(new FindPeople(null, Roles.HmctsServiceOwner), cancellationToken)
            : await mediator.Send(new FindPeople(review.OrganisationId, Roles.OrganisationServiceOwner), cancellationToken);
        foreach (var person in people.DistinctBy(p => p.PersonId))
            await emails.Queue(
                new OutgoingEmail(
                    person.Email, review.OrganisationId, person.Language, Say.EmailReviewSubject(subject, organisation.LegalName),
                    [Say.EmailDear(person.Name), .. paragraphs, Say.EmailReviewLook, Say.Link(site.Link($"/reviews/{review.Id:D}")), Say.EmailCallUs]),
                cancellationToken);
    }
}
