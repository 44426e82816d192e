using System.Text;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Proposes another account for an organisation whose bank details were confirmed, with a document that shows it. Its accountable person is told.</summary>
[Needs(Policy.Apply)]
internal sealed record ProposeBankChange(Guid OrganisationId, RemittanceForm Answers, StoredPdf Evidence) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ProposeBankChange>
    {
        public Validator() => RuleFor(x => x.Answers).SetValidator(new RemittanceForm.Validator());
    }

    internal sealed class Handler(RegistrationDbContext db, ReferenceLists lists, OnboardingEmail email, CurrentActor current, Keys keys, TimeProvider clock) : IRequestHandler<ProposeBankChange, Unit>
    {
        public async Task<Unit> Handle(ProposeBankChange command, CancellationToken cancellationToken)
        {
            var (id, now) = (command.OrganisationId, clock.GetUtcNow());
            var application = await db.Applications.FilledInBy(current.Actor).Of(id).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
            Rule.Require(application.Answers.Remittance is not null && await db.SetUps.AnyAsync(s => s.Id == id && s.BankConfirmedAt != null, cancellationToken), Say.BankRuleNothingConfirmed);
            await db.RequireThatTheCaseGoesOn(id, cancellationToken);
            Rule.Require(!await db.BankChanges.AnyAsync(c => c.OrganisationId == id && c.SecondAt == null && c.RefusedAt == null, cancellationToken), Say.BankRuleOpen);
            var typed = BankAccount.Read(command.Answers.SortCode, command.Answers.AccountNumber) ?? throw new InvalidInputException([("Answers.AccountNumber", Say.EnterAccountNumber)]);
            var changeId = Guid.CreateVersion7(now);
            var account = SaveRemittance.Handler.Tidy(SaveRemittance.Handler.Checked(typed, await lists.BankWeights(cancellationToken), command.Answers.Confirmed), command.Answers) with
            {
                ProtectedNumber = keys.Protect(Encoding.UTF8.GetBytes(typed.Number), SaveRemittance.Purpose(changeId)),
                LastDigits = typed.Number[^2..],
            };
            db.BankChanges.Add(new BankChange(changeId, id, account, command.Evidence, current.PersonId, now));
            await db.SaveChangesAsync(cancellationToken);
            var name = await email.NameOf(id);
            await email.ToOrganisation(id, [Roles.AccountablePerson], "/org/bank", Say.EmailBankProposedSubject(name), Say.EmailBankProposed(name), Say.EmailBankUnexpected);
            await email.ToHmcts(id, [Roles.FinanceOfficer], $"/officer/org/{id}/bank", Say.EmailBankProposedSubject(name), Say.EmailBankToConfirm(name));
            return Unit.Value;
        }
    }
}
