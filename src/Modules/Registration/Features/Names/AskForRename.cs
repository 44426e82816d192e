using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Asks a senior onboarding manager to change the legal name of an accepted organisation, with the document that shows the new one.</summary>
[Needs(Policy.DecideRegistration)]
internal sealed record AskForRename(Guid OrganisationId, string Name, DateOnly? From, StoredPdf Evidence) : ICommand<Unit>
{
    private const int Longest = 200;

    internal sealed class Validator : AbstractValidator<AskForRename>
    {
        public Validator()
        {
            RuleFor(x => x.Name).Cascade(CascadeMode.Stop).Must(n => Formats.Line(n).Length > 0).Saying(Say.RenameEnterName).Must(n => Formats.Line(n).Length <= Longest).Saying(Say.RenameNameLength(Longest));
            RuleFor(x => x.From).NotNull().Saying(Say.RenameEnterDay);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<AskForRename, Unit>
    {
        public async Task<Unit> Handle(AskForRename command, CancellationToken cancellationToken)
        {
            var (now, id) = (clock.GetUtcNow(), command.OrganisationId);
            var organisation = await db.Organisations.GetAsync(id, cancellationToken);
            Rule.Require(await db.GoLives.AnyAsync(g => g.Id == id, cancellationToken), Say.RenameRuleDraft);
            await db.RequireThatTheCaseGoesOn(id, cancellationToken);
            Rule.Require(!await db.NameChanges.AnyAsync(c => c.OrganisationId == id && c.Approved == null, cancellationToken), Say.RenameRuleAsked);
            db.NameChanges.Add(new NameChange(Guid.CreateVersion7(now), organisation, Formats.Line(command.Name), command.From!.Value, command.Evidence, current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            await email.ToHmcts(
                id, [Roles.SeniorOnboardingManager], $"/officer/org/{id}/name", Say.EmailRenameAskedSubject(organisation.LegalName), Say.EmailRenameAsked(organisation.LegalName, Formats.Line(command.Name)));
            return Unit.Value;
        }
    }
}

/// <summary>The second person's word on a change of name: it holds at once and what is in force is issued anew under it, or it is refused with a reason.</summary>
[Needs(Policy.DecideExit)]
internal sealed record DecideRename(Guid NameChangeId, int Version, bool? Approve, string Refusal) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<DecideRename>
    {
        public Validator()
        {
            RuleFor(x => x.Approve).NotNull().Saying(Say.RenameChoose);
            RuleFor(x => x.Refusal).Must((x, r) => x.Approve != false || Formats.Paragraphs(r).Length > 0).Saying(Say.WaiverEnterRefusal);
            RuleFor(x => x.Refusal).AtMost(Reasons.Longest, Say.ReasonLength);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, OnboardingEmail email, CurrentActor current, TimeProvider clock) : IRequestHandler<DecideRename, Unit>
    {
        public async Task<Unit> Handle(DecideRename command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var change = await db.NameChanges.GetAsync(command.NameChangeId, command.Version, cancellationToken);
            var id = change.OrganisationId;
            if (command.Approve == true)
            {
                var organisation = await db.Organisations.GetAsync(id, cancellationToken);
                change.Approve(organisation, current.PersonId, now);
                (await db.Cases.GetAsync(id, cancellationToken)).Rename(change.Name);
                var known = await db.DuplicateKeys.Where(k => k.OrganisationId == id).ToListAsync(cancellationToken);
                db.DuplicateKeys.AddRange(DuplicateKey.OfName(id, change.Name).Except(known));
                await db.Reindex(organisation, [change.Before, .. await db.NameChanges.Where(c => c.OrganisationId == id && c.Approved == true).Select(c => c.Before).ToListAsync(cancellationToken)], cancellationToken);
            }
            else change.Refuse(db.Keep(id, command.Refusal, current.PersonId, now)!.Value, current.PersonId, now);
            await db.SaveChangesAsync(cancellationToken);
            if (command.Approve == true) await email.ToBothSides(id, Say.EmailRenamedSubject(change.Name), Say.EmailRenamed(change.Before, change.Name));
            else await email.ToHmcts(id, [], $"/officer/org/{id}/name", Say.EmailRenameRefusedSubject(change.Before), Say.EmailRenameRefused(change.Before));
            return Unit.Value;
        }
    }
}
