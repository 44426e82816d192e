using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Begins a review, with the gates as they stand now; an open one stays as it is.</summary>
internal sealed class BeginReadinessReviewHandler(RegistrationDbContext db, GateBook gates, OnboardingEmail email, TimeProvider clock)
    : IRequestHandler<BeginReadinessReview, int>
{
    public async Task<int> Handle(BeginReadinessReview command, CancellationToken cancellationToken)
    {
        var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
        var goLive = await db.GoLives.GetAsync(id, cancellationToken);
        var onboarding = await db.Cases.GetAsync(id, cancellationToken);
        var number = goLive.BeginReview(Guid.CreateVersion7(now), now);
        onboarding.MoveTo(Stage.Readiness, now, null);
        await gates.Refresh(id, cancellationToken);
        await email.ToHmcts(id, [], $"/officer/org/{id}/readiness", Say.EmailReviewSubject(onboarding.Name), Say.EmailReview(onboarding.Name));
        return number;
    }
}
