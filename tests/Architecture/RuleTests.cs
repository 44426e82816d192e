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
    public void The_rule_catches_each_of_its_specimens(string rule)
    {
        var specimens = typeof(Specimens).GetNestedType(rule)!.GetNestedTypes();
        var breaches = Run(rule, Codebase.Specimens(rule)).Breaches;
        Assert.NotEmpty(specimens);
        Assert.All(specimens, s => Assert.Contains(breaches, b => b.Contains($"/{s.Name}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_library_with_a_home_is_in_use_and_has_a_specimen()
    {
        var served = Rules.Homes.Select(h => h.Library).Where(l => l != "Elsa").ToList();
        Assert.All(served, l => Assert.True(Rules.Uses(Codebase.Product, l), $"{l} is used nowhere: is its name right?"));
        Assert.All(served, l => Assert.True(Rules.Uses(Codebase.Specimens(nameof(Rules.LibrariesInTheirFolder)), l), $"{l} has no specimen"));
    }

    private static Finding Run(string rule, Codebase code) => (Finding)typeof(Rules).GetMethod(rule)!.Invoke(null, [code])!;
}
