using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Computes an organisation's gates anew, after another module changed one of their facts.</summary>
[Needs(Policy.Internal)]
internal sealed record RefreshGates(Guid OrganisationId) : ICommand<Unit>
{
    internal sealed class Handler(GateBook gates) : IRequestHandler<RefreshGates, Unit>
    {
        public async Task<Unit> Handle(RefreshGates command, CancellationToken cancellationToken)
        {
            await gates.Follow(command.OrganisationId, cancellationToken);
            return Unit.Value;
        }
    }
}

/// <summary>The facts of Agreements and Access that gates are computed from.</summary>
internal sealed class GateRefresh(GateBook gates, IMediator mediator) :
    INotificationHandler<AgreementIssued>, INotificationHandler<AgreementSigned>, INotificationHandler<AgreementDeclined>, INotificationHandler<AgreementCameIntoForce>,
    INotificationHandler<SecurityQuestionnaireIssued>, INotificationHandler<SecurityQuestionnaireSubmitted>, INotificationHandler<SecurityApproved>, INotificationHandler<SecurityFailed>, INotificationHandler<SecurityConditionsMet>,
    INotificationHandler<ServiceReviewBooked>, INotificationHandler<PersonInvited>, INotificationHandler<AccountActivated>, INotificationHandler<MembershipEnded>
{
    public Task Handle(AgreementIssued notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(AgreementSigned notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(AgreementDeclined notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(AgreementCameIntoForce notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(SecurityQuestionnaireIssued notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(SecurityQuestionnaireSubmitted notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(SecurityApproved notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(SecurityFailed notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(SecurityConditionsMet notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(ServiceReviewBooked notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    public Task Handle(PersonInvited notification, CancellationToken cancellationToken) => Refresh(notification, cancellationToken);

    /// <summary>The event names the person only; every organisation that the person belongs to may have a user more.</summary>
    public async Task Handle(AccountActivated notification, CancellationToken cancellationToken)
    {
        foreach (var organisation in await mediator.Send(new FindOrganisationsOf(notification.PersonId), cancellationToken))
            await gates.Follow(organisation, cancellationToken);
    }

    public async Task Handle(MembershipEnded notification, CancellationToken cancellationToken)
    {
        if (notification.OrganisationId is { } organisation) await gates.Follow(organisation, cancellationToken);
    }

    private Task Refresh(IEvent happened, CancellationToken cancellationToken) => gates.Follow(happened.Subject, cancellationToken);
}
