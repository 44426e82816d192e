using System.Text.RegularExpressions;
using Xunit;

namespace CommonPlatform.Tests.Web;

/// <summary>The committed style sheet and scripts: whole, without the branding of GOV.UK, and without what the security policy refuses.</summary>
public sealed class BuiltAssets
{
    private static readonly string Folder = Repository.File("src/Host/wwwroot");
    private static readonly string Sheet = File.ReadAllText(Path.Combine(Folder, "app.css"));

    [Fact]
    public void The_sheet_is_whole() => Assert.True(Sheet.Length > 100_000, $"app.css has {Sheet.Length} characters");

    [Theory]
    [InlineData("GDS Transport")]
    [InlineData("@font-face")]
    [InlineData("crest.svg")]
    [InlineData("data:")]
    public void The_sheet_does_not_have(string text) => Assert.DoesNotContain(text, Sheet, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Every_picture_that_the_sheet_names_is_there()
    {
        var pictures = Regex.Matches(Sheet, "url\\(\"?/(?<path>[^)\"]+)\"?\\)").Select(m => m.Groups["path"].Value).Distinct().ToList();

        Assert.NotEmpty(pictures);
        Assert.All(pictures, path => Assert.True(File.Exists(Path.Combine(Folder, path)), path));
    }

    [Fact]
    public void No_picture_is_a_crown_or_a_crest() =>
        Assert.DoesNotContain(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories), f => Regex.IsMatch(Path.GetFileName(f), "crown|crest|logo", RegexOptions.IgnoreCase));

    [Fact]
    public void The_licences_of_what_is_built_in_stand_beside_it()
    {
        var notices = File.ReadAllText(Path.Combine(Folder, "THIRD-PARTY-NOTICES.txt"));
        var versions = Regex.Matches(File.ReadAllText(Repository.File("tools/assets/package.json")), "\"(?<name>(?:@ministryofjustice/frontend|govuk-frontend))\": \"(?<version>[0-9.]+)\"");

        Assert.Equal(2, versions.Count);
        Assert.All(versions, v => Assert.Contains($"{v.Groups["name"].Value} {v.Groups["version"].Value}", notices, StringComparison.Ordinal));
    }

    [Fact]
    public void No_page_part_has_inline_style_or_script()
    {
        var sources = Directory.EnumerateFiles(Repository.File("src"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cshtml", StringComparison.Ordinal) || f.Contains("/Web/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, f => Regex.IsMatch(File.ReadAllText(f), "\\sstyle=\\\\?\"|<style|<script(?![^>]*\\ssrc=)|\\son(?:click|load|submit|change)=", RegexOptions.IgnoreCase));
    }
}
