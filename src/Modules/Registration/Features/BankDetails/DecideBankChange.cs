using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>A finance officer has called the organisation on a number of their own finding and had the new account read back.</summary>
[Needs(Policy.ConfirmBankDetails)]
internal sealed record ConfirmBankChange(Guid BankChangeId, int Version, string NumberCalled, string NumberSource, bool ReadBack) : ICommand<Unit>, ICallBack
{
    internal sealed class Validator : CallBackValidator<ConfirmBankChange>;

    internal sealed class Handler(BankChanges changes, TimeProvider clock) : IRequestHandler<ConfirmBankChange, Unit>
    {
        public Task<Unit> Handle(ConfirmBankChange command, CancellationToken cancellationToken) => changes.Decide(
            command.BankChangeId, command.Version,
            (change, application, officer) => change.Confirm(application, Formats.Line(command.NumberCalled), Formats.Line(command.NumberSource), officer, clock.GetUtcNow()),
            Say.EmailBankConfirmedSubject, Say.EmailBankConfirmed, cancellationToken);
    }
}

/// <summary>A second finance officer compared the account with the document: from now on it is the account.</summary>
[Needs(Policy.ConfirmBankDetails)]
internal sealed record ConfirmBankChangeAgain(Guid BankChangeId, int Version, bool Compared) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<ConfirmBankChangeAgain>
    {
        public Validator() => RuleFor(x => x.Compared).Equal(true).Saying(Say.BankConfirmCompared);
    }

    internal sealed class Handler(BankChanges changes, TimeProvider clock) : IRequestHandler<ConfirmBankChangeAgain, Unit>
    {
        public Task<Unit> Handle(ConfirmBankChangeAgain command, CancellationToken cancellationToken) => changes.Decide(
            command.BankChangeId, command.Version, (change, application, officer) => change.ConfirmAgain(application, officer, clock.GetUtcNow()), Say.EmailBankChangedSubject, Say.EmailBankChanged, cancellationToken);
    }
}

/// <summary>A finance officer refuses the new account, with a reason that the organisation reads; the account of before goes on.</summary>
[Needs(Policy.ConfirmBankDetails)]
internal sealed record RefuseBankChange(Guid BankChangeId, int Version, string Refusal) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<RefuseBankChange>
    {
        public Validator() => RuleFor(x => x.Refusal).Cascade(CascadeMode.Stop).Must(r => Formats.Paragraphs(r).Length > 0).Saying(Say.WaiverEnterRefusal).AtMost(Reasons.Longest, Say.ReasonLength);
    }

    internal sealed class Handler(RegistrationDbContext db, BankChanges changes, CurrentActor current, TimeProvider clock) : IRequestHandler<RefuseBankChange, Unit>
    {
        public Task<Unit> Handle(RefuseBankChange command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            return changes.Decide(
                command.BankChangeId, command.Version,
                (change, application, officer) => change.Refuse(application, db.Keep(change.OrganisationId, command.Refusal, current.PersonId, now)!.Value, officer, now), Say.EmailBankRefusedSubject, Say.EmailBankRefused, cancellationToken);
        }
    }
}

/// <summary>What each decision on another account begins and ends with; the accountable person and the applicant are told of every step, against payments led astray.</summary>
internal sealed class BankChanges(RegistrationDbContext db, Decisions decisions, Uploads uploads, OnboardingEmail email)
{
    public async Task<Unit> Decide(
        Guid changeId, int version, Action<BankChange, Application, Officer> decide, Func<object?, Text> subject, Func<object?, Text> words, CancellationToken cancellationToken)
    {
        var change = await db.BankChanges.GetAsync(changeId, version, cancellationToken);
        var id = change.OrganisationId;
        var application = await db.Applications.AsNoTracking().Of(id).FirstAsync(cancellationToken);
        decide(change, application, await decisions.Officer(id, cancellationToken));
        if (change.RefusedAt is null)
        {
            await db.RequireThatTheCaseGoesOn(id, cancellationToken);
            await uploads.Require(change.Address, cancellationToken); // nobody compares with a document that they can't open
        }
        await db.SaveChangesAsync(cancellationToken);
        var name = await email.NameOf(id);
        await email.ToOrganisation(id, [Roles.AccountablePerson, Roles.Applicant], "/org/bank", subject(name), words(name), Say.EmailBankUnexpected);
        if (change.IsOpen) await email.ToHmcts(id, [Roles.FinanceOfficer], $"/officer/org/{id}/bank", subject(name), Say.EmailBankToConfirmAgain(name));
        return Unit.Value;
    }
}

/// <summary>An account of an organisation and when it was in use: the one of the questionnaire, then those that two people confirmed.</summary>
internal sealed record AccountInUse(RemittanceAnswers Account, DateTimeOffset From, DateTimeOffset? Until)
{
    public static IReadOnlyList<AccountInUse> Of(Application application, SetUp? setUp, IEnumerable<BankChange> changes)
    {
        if (application.Answers.Remittance is not { } first || setUp?.BankConfirmedAt is not { } confirmed) return [];
        List<(RemittanceAnswers Account, DateTimeOffset From)> all = [(first, confirmed), .. changes.Where(c => c.SecondAt is not null).OrderBy(c => c.SecondAt).Select(c => (c.Account, c.SecondAt!.Value))];
        return [.. all.Select((a, i) => new AccountInUse(a.Account, a.From, i + 1 < all.Count ? all[i + 1].From : null)).Reverse()];
    }
}
