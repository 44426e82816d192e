using System.Reflection;
using Xunit;

namespace CommonPlatform.Architecture;

public class RuleTests
{
    public static TheoryData<string> All { get; } =
        [.. typeof(Rules).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType == typeof(Finding)).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void The_product_keeps_the_rule(string rule)
    {
        var finding = Run(rule, Codebase.Product);
        Assert.True(finding.Looked > 0, $"{rule} matches nothing: it would never fail.");
        Assert.Empty(finding.Breaches);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_rule_catches_its_specimen(string rule) => Assert.NotEmpty(Run(rule, Codebase.Specimens(rule)).Breaches);

    private static Finding Run(string rule, Codebase code) => (Finding)typeof(Rules).GetMethod(rule)!.Invoke(null, [code])!;
}
