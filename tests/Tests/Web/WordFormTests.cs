using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using Xunit;

namespace CommonPlatform.Tests.Web;

/// <summary>Words agree with their number: in English after one, in Welsh also after two, where the noun mutates.</summary>
public partial class WordFormTests
{
    [Theory]
    [InlineData(0, "0 working days", "0 diwrnod gwaith")]
    [InlineData(1, "1 working day", "1 diwrnod gwaith")]
    [InlineData(2, "2 working days", "2 ddiwrnod gwaith")]
    [InlineData(11, "11 working days", "11 diwrnod gwaith")]
    public void A_noun_takes_the_form_that_its_number_asks_for(int days, string english, string welsh) =>
        Assert.Equal((english, welsh), (Say.WorkingDaysCount(days).In(Language.English), Say.WorkingDaysCount(days).In(Language.Welsh)));

    [Fact]
    public void No_text_has_a_choice_of_forms_that_nobody_can_make()
    {
        var withForms = Catalogue.All.Where(t => t.Value.English.Contains('|', StringComparison.Ordinal) || t.Value.Welsh.Contains('|', StringComparison.Ordinal)).ToList();
        Assert.True(withForms.Count > 20);
        foreach (var (key, pair) in withForms)
            foreach (var text in new[] { pair.English, pair.Welsh })
                Assert.True(!Holes().Replace(text, "").Contains('|', StringComparison.Ordinal), $"{key}: {text}");
    }

    /// <summary>A hole that holds nothing but its name, or its name with two or three forms.</summary>
    [GeneratedRegex(@"\{[a-zA-Z]+(\|[^|{}]+){2,3}\}")]
    private static partial Regex Holes();
}
