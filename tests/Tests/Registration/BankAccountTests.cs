using CommonPlatform.Registration;
using Xunit;

namespace CommonPlatform.Tests.Registration;

/// <summary>The 34 published test cases (Vocalink, Validating account numbers, chapter 3) and the forms in which people type their account.</summary>
public class BankAccountTests
{
    [Theory]
    [InlineData("089999", "66374958")]
    [InlineData("107999", "88837491")]
    [InlineData("202959", "63748472")]
    [InlineData("871427", "46238510")]
    [InlineData("872427", "46238510")]
    [InlineData("871427", "09123496")]
    [InlineData("871427", "99123496")]
    [InlineData("820000", "73688637")]
    [InlineData("827999", "73988638")]
    [InlineData("827101", "28748352")]
    [InlineData("134020", "63849203")]
    [InlineData("118765", "64371389")]
    [InlineData("938611", "07806039")]
    [InlineData("938600", "42368003")]
    [InlineData("938063", "55065200")]
    [InlineData("772798", "99345694")]
    [InlineData("086090", "06774744")]
    [InlineData("309070", "02355688")]
    [InlineData("309070", "12345668")]
    [InlineData("309070", "12345677")]
    [InlineData("309070", "99345694")]
    [InlineData("074456", "12345112")]
    [InlineData("070116", "34012583")]
    [InlineData("074456", "11104102")]
    [InlineData("180002", "00000190")]
    public void Looks_right(string sortCode, string number) => Assert.Equal(AccountCheck.LooksRight, Check(sortCode, number));

    [Theory]
    [InlineData("938063", "15764273")]
    [InlineData("938063", "15764264")]
    [InlineData("938063", "15763217")]
    [InlineData("118765", "64371388")]
    [InlineData("203099", "66831036")]
    [InlineData("203099", "58716970")]
    [InlineData("089999", "66374959")]
    [InlineData("107999", "88837493")]
    [InlineData("180002", "00000196")]
    public void Does_not_match(string sortCode, string number) => Assert.Equal(AccountCheck.DoesNotMatch, Check(sortCode, number));

    [Theory]
    [InlineData("200915", "41011166")]
    [InlineData("000001", "41011166")]
    [InlineData("999999", "66374958")]
    public void Could_not_be_checked(string sortCode, string number) => Assert.Equal(AccountCheck.CouldNotBeChecked, Check(sortCode, number));

    [Theory]
    [InlineData("08-99-99", "66374958", "089999", "66374958")]
    [InlineData("089999", "733445", "089999", "00733445")]
    [InlineData("089999", "0073 3445", "089999", "00733445")]
    [InlineData("090127", "312345678", "090123", "12345678")]
    [InlineData("200000", "312345678", "200000", "12345678")]
    [InlineData("601234", "01-23456789", "601234", "23456789")]
    [InlineData("081234", "1234567890", "081234", "12345678")]
    public void Each_bank_s_length_becomes_eight_digits(string sortCode, string number, string keptSortCode, string kept) =>
        Assert.Equal(new BankAccount(keptSortCode, kept), BankAccount.Read(sortCode, number));

    [Theory]
    [InlineData("200000", "1234567890")]
    [InlineData("200000", "12345")]
    [InlineData("20000", "66374958")]
    public void Other_lengths_are_no_account(string sortCode, string number) => Assert.Null(BankAccount.Read(sortCode, number));

    [Fact]
    public void A_line_that_is_no_row_is_named()
    {
        var refused = Assert.Throws<FormatException>(() => ModulusTable.Parse("# weights\n089000 089999 MOD10 0 0 0", new DateOnly(2026, 1, 1)));
        Assert.Equal("2", refused.Message);
    }

    private static AccountCheck Check(string sortCode, string number) => ModulusCheck.Of(ModulusTable.Shipped, new BankAccount(sortCode, number));
}
