using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Appeals against a rejection; the senior onboarding managers are told.</summary>
[Needs(Policy.Apply)]
internal sealed record MakeAppeal(Guid ApplicationId, int Version, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<MakeAppeal>
    {
        public Validator() => RuleFor(x => x.Reason).Cascade(CascadeMode.Stop)
            .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterAppeal)
            .AtMost(Reasons.Longest, Say.AppealLength);
    }

    internal sealed class Handler(RegistrationDbContext db, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<MakeAppeal, Unit>
    {
        public async Task<Unit> Handle(MakeAppeal command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            Rule.Require(!await db.Appeals.AnyAsync(a => a.ApplicationId == application.Id, cancellationToken), Say.RuleAppealMade);
            Rule.Require(!await db.Applications.AnyAsync(a => a.FollowsId == application.Id, cancellationToken), Say.RuleNothingToAppeal);
            var id = application.OrganisationId;
            db.Appeals.Add(new Appeal(Guid.CreateVersion7(now), application, db.Keep(id, command.Reason, current.PersonId, now)!.Value, current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            var name = await email.NameOf(id);
            await email.ToHmcts(id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/decide/appeal", Say.EmailAppealSubject(name), Say.EmailAppealText(name));
            return Unit.Value;
        }
    }
}
