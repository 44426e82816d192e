using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using MediatR;

namespace CommonPlatform.Registration;

[Needs(Policy.Apply)]
internal sealed class SaveRemittancePage(IMediator mediator, RegistrationDbContext db) : SectionPage<RemittanceForm>(mediator, db)
{
    public string LastDigits { get; private set; } = "";

    /// <summary>Only where the check has just said that the two don't match, or was told so before.</summary>
    public bool AsksToConfirm => Answers.Confirmed || ModelState.ContainsKey("Answers.Confirmed");

    protected override RemittanceForm? Saved(Answers answers)
    {
        if (answers.Remittance is not { } saved) return null;
        LastDigits = saved.LastDigits;
        return new() { AccountName = saved.AccountName, SortCode = saved.SortCode, RollNumber = saved.RollNumber, VatNumber = saved.VatNumber, PurchaseReference = saved.PurchaseReference, KeepNumber = true };
    }

    protected override ICommand<Unit> Save() => new SaveRemittance(ApplicationId, Version, Answers);
}
