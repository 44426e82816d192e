using CommonPlatform.Registration;
using Xunit;

namespace CommonPlatform.Tests.Registration;

public class FormatTests
{
    [Theory]
    [InlineData("ll572dg", "LL57 2DG", true)]
    [InlineData(" SW1A  1AA ", "SW1A 1AA", true)]
    [InlineData("gir0aa", "GIR 0AA", true)]
    [InlineData("BF1 2AA", "BF1 2AA", true)]
    [InlineData("M1 1AC", "M1 1AC", false)]
    [InlineData("LL57", "LL57", false)]
    [InlineData("12345", "12 345", false)]
    public void Postcodes(string typed, string kept, bool right)
    {
        Assert.Equal(kept, Formats.Postcode(typed));
        Assert.Equal(right, Formats.IsPostcode(typed));
    }

    [Theory]
    [InlineData("Siân@Example.ORG", false)]
    [InlineData("o'hara+cp@Mail.Example.org", true)]
    [InlineData("a..b@example.org", false)]
    [InlineData("a b@example.org", false)]
    [InlineData("a@example", false)]
    [InlineData("@example.org", false)]
    [InlineData("a@xn--gwyr-1ya.example", true)]
    public void Email_addresses(string typed, bool right) => Assert.Equal(right, Formats.IsEmail(typed));

    [Fact]
    public void An_address_keeps_its_local_part_and_lowers_its_domain() => Assert.Equal("O'Hara@example.org", Formats.Email(" O'Hara@EXAMPLE.org "));

    [Fact]
    public void Local_parts_and_addresses_have_their_longest()
    {
        Assert.True(Formats.IsEmail(new string('a', 64) + "@example.org"));
        Assert.False(Formats.IsEmail(new string('a', 65) + "@example.org"));
    }

    [Theory]
    [InlineData("30-94-30", true)]
    [InlineData("309430", true)]
    [InlineData("30 94 30", true)]
    [InlineData("30943", false)]
    [InlineData("000000", false)]
    [InlineData("123456", false)]
    public void Sort_codes(string typed, bool right) => Assert.Equal(right, Formats.IsSortCode(typed));

    [Theory]
    [InlineData("01234567", "transport-operator", true)]
    [InlineData("sc123456", "transport-operator", true)]
    [InlineData("sc1234567", "transport-operator", false)]
    [InlineData("1234567", "transport-operator", false)]
    [InlineData("1234567", "charity", true)]
    [InlineData("w06000002", "local-authority", true)]
    [InlineData("w06000002", "charity", false)]
    [InlineData("XX123456", "regulator", false)]
    public void Registered_numbers(string typed, string category, bool right) => Assert.Equal(right, Formats.IsRegisteredNumber(typed, category));

    [Theory]
    [InlineData("RT88023", true)]
    [InlineData("RT88023A", true)]
    [InlineData("RT88023D", false)]
    [InlineData("COML025", true)]
    [InlineData("XX00123", true)]
    [InlineData("RT8802", false)]
    public void Offence_codes(string typed, bool right) => Assert.Equal(right, Formats.IsOffenceCode(typed));

    [Theory]
    [InlineData("12,000", 12000)]
    [InlineData("12 000", 12000)]
    [InlineData("", 0)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("99999999999", null)]
    public void Numbers(string typed, int? number) => Assert.Equal(number, Formats.Number(typed));

    [Fact]
    public void A_line_loses_what_can_not_be_seen_and_keeps_every_letter() =>
        Assert.Equal("Siân ap Gwŷn-O'Neill", Formats.Line("  Sia\u0302n\u200b ap\u00a0Gwy\u0302n-O'Neill\u0000 "));

    [Fact]
    public void References_have_a_letter_that_catches_every_wrong_digit_and_every_swap()
    {
        foreach (var number in new[] { 0, 1, 42, 123456, 999999, 102030 })
        {
            var right = OrganisationReference.Of(number);
            Assert.True(OrganisationReference.IsRight(right));
            for (var place = 4; place < 10; place++)
                for (var digit = '0'; digit <= '9'; digit++)
                    if (right[place] != digit)
                        Assert.False(OrganisationReference.IsRight($"{right[..place]}{digit}{right[(place + 1)..]}"));
            for (var place = 4; place < 9; place++)
                if (right[place] != right[place + 1])
                    Assert.False(OrganisationReference.IsRight($"{right[..place]}{right[place + 1]}{right[place]}{right[(place + 2)..]}"));
        }
    }

    [Fact]
    public void Every_listed_offence_has_a_code_in_the_right_format() => Assert.All(OffenceList.Shipped.All, o => Assert.True(Formats.IsOffenceCode(o.Code), o.Code));
}
