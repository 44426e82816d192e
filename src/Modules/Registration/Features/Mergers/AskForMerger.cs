using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Asks a senior onboarding manager to merge an accepted organisation into another one, with the document that shows it.</summary>
/// <param name="Reissue">Whether the agreements of the one that goes on are issued anew; else the novation notes are enough.</param>
[Needs(Policy.DecideRegistration)]
internal sealed record AskForMerger(Guid OrganisationId, string Reference, IReadOnlyList<Guid> Moving, bool? Reissue, string Reason, StoredPdf Evidence) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<AskForMerger>
    {
        public Validator()
        {
            RuleFor(x => x.Reference).Must(r => Formats.Line(r).Length > 0).Saying(Say.MergerEnterReference);
            RuleFor(x => x.Reissue).NotNull().Saying(Say.MergerChooseAgreements);
            RuleFor(x => x.Reason).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.EnterReason).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, Merging merging, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<AskForMerger, Unit>
    {
        public async Task<Unit> Handle(AskForMerger command, CancellationToken cancellationToken)
        {
            var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
            var ends = await db.Cases.GetAsync(id, cancellationToken);
            var goesOn = await merging.GoesOn(command.Reference, cancellationToken);
            Rule.Require(!await db.Mergers.AnyAsync(m => m.OrganisationId == id && m.Approved == null, cancellationToken), Say.MergerRuleAsked);
            var reason = db.Keep(id, command.Reason, current.PersonId, now)!.Value;
            var merger = Merger.Ask(Guid.CreateVersion7(now), ends, goesOn, command.Reissue!.Value, command.Evidence, reason, current.PersonId, now);
            merger.Choose(await merging.Choice(id, command.Moving, cancellationToken), now);
            db.Mergers.Add(merger);
            await db.SaveChangesAsync(cancellationToken);
            await email.ToHmcts(id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/merger", Say.EmailMergerAskedSubject(ends.Name), Say.EmailMergerAsked(ends.Name, goesOn.Name));
            return Unit.Value;
        }
    }
}

/// <summary>The second person's word on a merger: it holds at once and for good, or it is refused with a reason.</summary>
[Needs(Policy.DecideExit)]
internal sealed record DecideMerger(Guid MergerId, int Version, bool? Approve, string Refusal) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<DecideMerger>
    {
        public Validator()
        {
            RuleFor(x => x.Approve).NotNull().Saying(Say.MergerChoose);
            RuleFor(x => x.Refusal).Must((x, r) => x.Approve != false || Formats.Paragraphs(r).Length > 0).Saying(Say.WaiverEnterRefusal);
            RuleFor(x => x.Refusal).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, Merging merging, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<DecideMerger, Unit>
    {
        public async Task<Unit> Handle(DecideMerger command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var merger = await db.Mergers.GetAsync(command.MergerId, command.Version, cancellationToken);
            var ends = await db.Cases.GetAsync(merger.OrganisationId, cancellationToken);
            if (command.Approve == true)
            {
                var goesOn = await db.Cases.GetAsync(merger.IntoId, cancellationToken);
                merger.Approve(ends, goesOn, current.PersonId, now);
                await merging.Follow(merger, ends, goesOn, cancellationToken);
                return Unit.Value;
            }
            merger.Refuse(db.Keep(ends.Id, command.Refusal, current.PersonId, now)!.Value, current.PersonId, now);
            await db.SaveChangesAsync(cancellationToken);
            await email.ToHmcts(ends.Id, [], $"/officer/org/{ends.Id}/merger", Say.EmailMergerRefusedSubject(ends.Name), Say.EmailMergerRefused(ends.Name));
            return Unit.Value;
        }
    }
}
