using CommonPlatform.Agreements;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.Agreements.Features.Officer;
using CommonPlatform.Agreements.Features.Signing;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.Contracts.Agreements;
using Xunit;

namespace CommonPlatform.Tests.Agreements;

public class SigningTests
{
    public static TheoryData<string> Databases { get; } = ["sqlite", "postgres"];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_memorandum_goes_from_issue_to_force_with_two_seals(string database)
    {
        await using var rig = await AgreementsRig.On(database);
        var agreement = await rig.Issued();
        Assert.Equal(Standing.WithSignatory, agreement.Standing);
        Assert.Equal(new DateOnly(2026, 3, 30), agreement.SignBy);
        var asked = Assert.Single(await rig.Emails());
        Assert.Equal("sian@llyn.example", asked.To);
        Assert.Contains("Llŷn & O'Hara Rail Enforcement", asked.Body, StringComparison.Ordinal);
        Assert.Contains("01632 960 450", asked.Body, StringComparison.Ordinal);

        Assert.True(await rig.Send(Signing(agreement), rig.Accountable));
        await rig.Settle();
        agreement = await rig.Load(agreement.Id);
        Assert.Equal(Standing.AuthorityToAccept, agreement.Standing);
        Assert.DoesNotContain("Agreements.AgreementSigned", await rig.Events());

        await rig.Send(new DecideAuthority(agreement.Id, agreement.Version, true, ""), rig.Officer);
        agreement = await rig.Load(agreement.Id);
        Assert.Equal(Standing.ToCountersign, agreement.Standing);

        Assert.True(await rig.Send(new CountersignAgreement(agreement.Id, agreement.Version, true, "hari signatory", "123456"), rig.HmctsSignatory));
        await rig.Settle();
        agreement = await rig.Load(agreement.Id);
        Assert.Equal(Standing.InForce, agreement.Standing);

        var report = rig.Verify(await rig.Pdf(agreement.Id));
        Assert.True(report.IsValid, string.Join("; ", report.Problems));
        Assert.Equal(["Sian Wyn O'Hara", "hari signatory"], report.Signatures.Select(s => s.Name));
        Assert.Equal(
            ["Agreements.AgreementAuthorityAccepted", "Agreements.AgreementCameIntoForce", "Agreements.AgreementIssued", "Agreements.AgreementSignatureGiven", "Agreements.AgreementSigned"],
            (await rig.Events()).Order(StringComparer.Ordinal));
    }

    internal static SignAgreement Signing(Agreement agreement, string code = "123456") => new(
        agreement.Id, agreement.Version, "I hold the office of Director of Prosecutions", ["agree", "authority"], "Sian Wyn O'Hara", code);
}
