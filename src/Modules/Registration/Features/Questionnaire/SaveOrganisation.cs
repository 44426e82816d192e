using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Keeps what the organisation is called and what it is.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveOrganisation(Guid ApplicationId, int Version, OrganisationAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveOrganisation>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.LegalName).Name(Say.EnterLegalName, Say.LegalNameLength, 160);
            RuleFor(x => x.Answers.ShortName).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterShortName)
                .Must(v => Formats.IsShortName(v)).Saying(Say.ShortNameFormat);
            RuleFor(x => x.Answers.WelshName).AtMost(160, Say.WelshNameLength);
            RuleFor(x => x.Answers.Category).Must(OrganisationAnswers.Categories.Contains).Saying(Say.SelectCategory);
            RuleFor(x => x.Answers.RegisteredNumber).Cascade(CascadeMode.Stop)
                .Must((x, v) => !x.Answers.IsCompany || Formats.Line(v).Length > 0).Saying(Say.EnterRegisteredNumber)
                .Must((x, v) => Formats.Line(v).Length == 0 || Formats.IsRegisteredNumber(v, x.Answers.Category)).Saying(Say.RegisteredNumberFormat);
            RuleFor(x => x.Answers.LegalPower).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterLegalPower)
                .AtMost(500, Say.LegalPowerLength);
            RuleFor(x => x.Answers.HasOuCode).Must(v => v is not null).Saying(Say.SelectOuCode);
            When(x => x.Answers.HasOuCode == true, () => RuleFor(x => x.Answers.OuCode).Must(v => Formats.IsOuCode(v)).Saying(Say.OuCodeFormat));
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveOrganisation, Unit>
    {
        public async Task<Unit> Handle(SaveOrganisation command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            var answers = Tidy(command.Answers);
            if (await db.Organisations.AnyAsync(o => o.ShortName == answers.ShortName && o.Id != application.OrganisationId, cancellationToken))
                throw new InvalidInputException([("Answers.ShortName", Say.ShortNameTaken(answers.ShortName))]);
            await db.Keep(application, Section.Organisation, a => a with { Organisation = answers }, clock.GetUtcNow(), cancellationToken);
            var organisation = await db.Organisations.GetAsync(application.OrganisationId, cancellationToken);
            organisation.Name(answers.LegalName, answers.ShortName);
            (await db.Cases.GetAsync(organisation.Id, cancellationToken)).Rename(answers.LegalName);
            await db.Reindex(organisation, [], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static OrganisationAnswers Tidy(OrganisationAnswers a) => new()
    {
        LegalName = Formats.Line(a.LegalName),
        ShortName = Formats.Upper(a.ShortName),
        WelshName = Formats.Line(a.WelshName),
        Category = a.Category,
        RegisteredNumber = Formats.Upper(a.RegisteredNumber),
        LegalPower = Formats.Paragraphs(a.LegalPower),
        HasOuCode = a.HasOuCode,
        OuCode = a.HasOuCode == true ? Formats.Upper(a.OuCode) : "",
    };
}
