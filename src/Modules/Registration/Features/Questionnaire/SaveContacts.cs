using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps how to reach the organisation and its lead contact; a main email address that is new gets a link by which it is confirmed.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveContacts(Guid ApplicationId, int Version, ContactAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveContacts>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.MainEmail).Email(Say.EnterMainEmail);
            RuleFor(x => x.Answers.Telephone).Telephone(Say.EnterTelephone);
            RuleFor(x => x.Answers.LeadName).Name(Say.EnterLeadName, Say.NameLength, 120);
            RuleFor(x => x.Answers.LeadJobTitle).Name(Say.EnterLeadJobTitle, Say.JobTitleLength, 120);
            RuleFor(x => x.Answers.LeadEmail).Email(Say.EnterLeadEmail);
            RuleFor(x => x.Answers.LeadTelephone).Telephone(Say.EnterLeadTelephone);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, MainEmails mainEmails, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveContacts, Unit>
    {
        public async Task<Unit> Handle(SaveContacts command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, Section.Contacts, a => a with { Contacts = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await mainEmails.Saved(application, application.Answers.Contacts!.MainEmail, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static ContactAnswers Tidy(ContactAnswers a) => new()
    {
        MainEmail = Formats.Email(a.MainEmail),
        Telephone = Formats.Line(a.Telephone),
        LeadName = Formats.Line(a.LeadName),
        LeadJobTitle = Formats.Line(a.LeadJobTitle),
        LeadEmail = Formats.Email(a.LeadEmail),
        LeadTelephone = Formats.Line(a.LeadTelephone),
    };
}
