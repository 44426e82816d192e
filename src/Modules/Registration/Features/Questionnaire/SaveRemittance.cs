using System.Text;
using System.Text.Json.Serialization;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps the account to which money is sent on; the number is encrypted before it is stored.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveRemittance(Guid ApplicationId, int Version, RemittanceForm Answers) : ICommand<Unit>
{
    /// <summary>What the number is encrypted for.</summary>
    public static string Purpose(Guid applicationId) => $"remittance:{applicationId:D}";

    internal sealed class Validator : AbstractValidator<SaveRemittance>
    {
        public Validator() => RuleFor(x => x.Answers).SetValidator(new RemittanceForm.Validator());
    }

    internal sealed class Handler(RegistrationDbContext db, ReferenceLists lists, CurrentActor current, Keys keys, TimeProvider clock) : IRequestHandler<SaveRemittance, Unit>
    {
        public async Task<Unit> Handle(SaveRemittance command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            var answers = BankAccount.Read(command.Answers.SortCode, command.Answers.AccountNumber) is { } typed
                ? Checked(typed, await lists.BankWeights(cancellationToken), command.Answers.Confirmed) with { ProtectedNumber = Protect(typed.Number, application.Id), LastDigits = typed.Number[^2..] }
                : Kept(application.Answers.Remittance, Formats.Digits(command.Answers.SortCode));
            await db.Keep(application, Section.Remittance, a => a with { Remittance = Tidy(answers, command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }

        /// <summary>An account that doesn't match is kept only where the applicant says that it is the bank's: the banks' table may be older than the account.</summary>
        public static RemittanceAnswers Checked(BankAccount account, ModulusTable table, bool confirmed)
        {
            var check = ModulusCheck.Of(table, account);
            return check == AccountCheck.DoesNotMatch && !confirmed
                ? throw new InvalidInputException([("Answers.Confirmed", Say.AccountDoesNotMatch)])
                : new() { SortCode = account.SortCode, Check = check, CheckedAgainst = table.ValidFrom };
        }

        public static RemittanceAnswers Tidy(RemittanceAnswers account, RemittanceForm typed) => account with
        {
            AccountName = Formats.Line(typed.AccountName),
            RollNumber = Formats.Line(typed.RollNumber),
            VatNumber = Formats.Upper(typed.VatNumber).Replace(" ", "", StringComparison.Ordinal),
            PurchaseReference = Formats.Line(typed.PurchaseReference),
        };

        private string Protect(string number, Guid applicationId) => keys.Protect(Encoding.UTF8.GetBytes(number), Purpose(applicationId));

        private static RemittanceAnswers Kept(RemittanceAnswers? saved, string sortCode) => saved is not null && saved.SortCode == sortCode
            ? saved
            : throw new InvalidInputException([("Answers.AccountNumber", saved is null ? Say.EnterAccountNumber : Say.AccountNumberAgain)]);
    }
}

/// <summary>The account as typed. It leaves no digest behind: an account number has too few digits for one to hide it.</summary>
internal sealed record RemittanceForm
{
    public string AccountName { get; init; } = "";
    public string SortCode { get; init; } = "";

    [JsonIgnore]
    public string AccountNumber { get; init; } = "";

    public string RollNumber { get; init; } = "";
    public string VatNumber { get; init; } = "";
    public string PurchaseReference { get; init; } = "";

    /// <summary>Keep the number that was saved before; the form never shows it again.</summary>
    public bool KeepNumber { get; init; }

    /// <summary>Compared with what the bank has written, although the check says that sort code and number don't match.</summary>
    public bool Confirmed { get; init; }

    internal sealed class Validator : AbstractValidator<RemittanceForm>
    {
        public Validator()
        {
            RuleFor(x => x.AccountName).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterAccountName)
                .Must(v => Formats.IsAccountName(v)).Saying(Say.AccountNameFormat);
            RuleFor(x => x.SortCode).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterSortCode)
                .Must((x, v) => !BankAccount.AreSwapped(v, x.AccountNumber)).Saying(Say.AccountAndSortCodeSwapped)
                .Must(v => Formats.IsSortCode(v)).Saying(Say.SortCodeFormat);
            RuleFor(x => x.AccountNumber).Cascade(CascadeMode.Stop)
                .Must((x, v) => Formats.Line(v).Length > 0 || x.KeepNumber).Saying(Say.EnterAccountNumber)
                .Must((x, v) => Formats.Line(v).Length == 0 || IsNumber(x)).Saying(Say.AccountNumberFormat);
            RuleFor(x => x.RollNumber).Must(v => Formats.Line(v).Length == 0 || Formats.IsRollNumber(v)).Saying(Say.RollNumberFormat);
            RuleFor(x => x.VatNumber).Must(v => Formats.Line(v).Length == 0 || Formats.IsVatNumber(v)).Saying(Say.VatNumberFormat);
            RuleFor(x => x.PurchaseReference).AtMost(40, Say.PurchaseReferenceLength);
        }

        private static bool IsNumber(RemittanceForm form) =>
            Formats.IsAccountNumber(form.AccountNumber) && (!Formats.IsSortCode(form.SortCode) || BankAccount.Read(form.SortCode, form.AccountNumber) is not null);
    }
}
