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
    internal sealed class Validator : AbstractValidator<SaveRemittance>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.AccountName).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterAccountName)
                .Must(v => Formats.IsAccountName(v)).Saying(Say.AccountNameFormat);
            RuleFor(x => x.Answers.SortCode).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterSortCode)
                .Must(v => Formats.IsSortCode(v)).Saying(Say.SortCodeFormat);
            RuleFor(x => x.Answers.AccountNumber).Cascade(CascadeMode.Stop)
                .Must((x, v) => Formats.Line(v).Length > 0 || x.Answers.KeepNumber).Saying(Say.EnterAccountNumber)
                .Must(v => Formats.Line(v).Length == 0 || Formats.IsAccountNumber(v)).Saying(Say.AccountNumberFormat);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, Keys keys, TimeProvider clock) : IRequestHandler<SaveRemittance, Unit>
    {
        public async Task<Unit> Handle(SaveRemittance command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            var answers = new RemittanceAnswers { AccountName = Formats.Line(command.Answers.AccountName), SortCode = Formats.Digits(command.Answers.SortCode) };
            answers = Formats.Line(command.Answers.AccountNumber).Length > 0
                ? answers with { ProtectedNumber = Protect(command.Answers.AccountNumber, application.Id), LastDigits = Formats.AccountNumber(command.Answers.AccountNumber)[^2..] }
                : Kept(answers, application.Answers.Remittance);
            await db.Keep(application, a => a with { Remittance = answers }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }

        private string Protect(string typed, Guid applicationId) =>
            keys.Protect(Encoding.UTF8.GetBytes(Formats.AccountNumber(typed)), $"remittance:{applicationId:D}");

        private static RemittanceAnswers Kept(RemittanceAnswers answers, RemittanceAnswers? saved) => saved is null
            ? throw new InvalidInputException([("Answers.AccountNumber", Say.EnterAccountNumber)])
            : answers with { ProtectedNumber = saved.ProtectedNumber, LastDigits = saved.LastDigits };
    }
}

/// <summary>The account as typed. It leaves no digest behind: an account number has too few digits for one to hide it.</summary>
internal sealed record RemittanceForm
{
    public string AccountName { get; init; } = "";
    public string SortCode { get; init; } = "";

    [JsonIgnore]
    public string AccountNumber { get; init; } = "";

    /// <summary>Keep the number that was saved before; the form never shows it again.</summary>
    public bool KeepNumber { get; init; }
}
