using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using Xunit;

namespace CommonPlatform.Architecture;

public partial class DocumentTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../.."));

    [Fact]
    public void Events_md_lists_exactly_the_events_with_their_members()
    {
        var written = Row().Matches(File.ReadAllText(Path.Combine(Root, "docs/events.md"))).Select(m => $"{m.Groups[1].Value}({m.Groups[2].Value})").Order();
        var coded = typeof(Contracts.Registration.ApplicationSubmitted).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IEvent)))
            .Select(t => $"{EventCatalogue.NameOf(t)}({string.Join(", ", t.GetConstructors()[0].GetParameters().Select(p => p.Name))})").Order();
        Assert.Equal(coded, written);
    }

    [Fact]
    public void The_top_level_holds_what_the_architecture_names_and_nothing_else()
    {
        string[] allowed =
        [
            "CommonPlatform.sln", "README.md", "dev", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json",
            "BannedSymbols.txt", "docs", "src", "tests", "tools", "workflows", "var",
        ];
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Root).Select(Path.GetFileName), n => !n!.StartsWith('.') && !allowed.Contains(n));
        Assert.InRange(File.ReadAllLines(Path.Combine(Root, "README.md")).Length, 1, 100);
        Assert.All(Directory.GetFiles(Path.Combine(Root, "docs/adr")), adr => Assert.InRange(File.ReadAllLines(adr).Length, 1, 40));
    }

    [GeneratedRegex(@"^\| `([A-Za-z]+\.[A-Za-z]+)` \| ([A-Za-z, ]*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    private static string Here([CallerFilePath] string path = "") => path;
}
