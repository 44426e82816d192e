using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Email;
using CommonPlatform.BuildingBlocks.Web;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Agreements.Features.Reviews;

/// <summary>Tells those who signed the memorandum, on both sides, of targets that were missed three reviews in a row or more.</summary>
internal sealed class BreachEmails(IMediator mediator, Emails emails, Site site)
{
    public async Task ToSignatories(ServiceReview review, IReadOnlyList<ServiceBreach> breaches, CancellationToken cancellationToken)
    {
        if (breaches.Count == 0) return;
        var organisation = await mediator.Send(new DescribeOrganisation(review.OrganisationId), cancellationToken) ?? throw new NotFoundException();
        IEnumerable<PersonSummary> people =
            [.. await mediator.Send(new FindPeople(review.OrganisationId, Roles.AccountablePerson), cancellationToken), .. await mediator.Send(new FindPeople(null, Roles.HmctsSignatory), cancellationToken)];
        foreach (var person in people.DistinctBy(p => p.PersonId))
            await emails.Queue(
                new OutgoingEmail(
                    person.Email, review.OrganisationId, person.Language, Say.EmailReviewSubject(Say.EmailBreachSubject, organisation.LegalName),
                    [Say.EmailDear(person.Name), .. breaches.Select(b => Say.EmailBreachEscalated(b.Measure, b.Value, b.TargetWords(person.Language), b.Consecutive)), Say.EmailReviewLook, Say.Link(site.Link($"/reviews/{review.Id:D}")), Say.EmailCallUs]),
                cancellationToken);
    }
}
