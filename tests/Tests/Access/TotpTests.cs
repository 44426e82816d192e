using System.Text;
using CommonPlatform.Access.Domain;
using Xunit;

namespace CommonPlatform.Tests.Access;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [Trait("ASVS", "V6.5.5")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_rfc_6238(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(Totp.StepAt(at), Totp.StepOf(Secret, code, at));
        Assert.Equal(Totp.StepAt(at), Totp.StepOf(Secret, $"{code[..3]} {code[3..]}", at + TimeSpan.FromSeconds(30)));
        Assert.Equal(Totp.StepAt(at), Totp.StepOf(Secret, code, at - TimeSpan.FromSeconds(30)));
        Assert.Null(Totp.StepOf(Secret, code, at + TimeSpan.FromSeconds(60)));
        Assert.Null(Totp.StepOf(Secret, code, at - TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Base32_reads_what_it_wrote()
    {
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Base32(Secret));
        Assert.Equal(Secret, Totp.FromBase32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    }
}
