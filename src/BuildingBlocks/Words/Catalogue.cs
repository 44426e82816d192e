using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace CommonPlatform.BuildingBlocks.Words;

/// <summary>All texts of all modules, read once from the Words/*.json that each assembly embeds.</summary>
public static class Catalogue
{
    private static readonly Lazy<FrozenDictionary<string, (string English, string Welsh)>> Texts = new(Load);
    private static readonly ConcurrentDictionary<(string Key, Language Language), Template> Templates = new();

    /// <summary>Every key with both its texts, for the tests and for translators.</summary>
    public static IReadOnlyDictionary<string, (string English, string Welsh)> All => Texts.Value;

    internal static string Word(Text text, Language language) =>
        Templates.GetOrAdd((text.Key, language), static cut => Cut(cut.Key, cut.Language)).Fill(text.Arguments, language);

    private static Template Cut(string key, Language language)
    {
        if (!Texts.Value.TryGetValue(key, out var pair)) throw new KeyNotFoundException($"No resource file has the key {key}.");
        return new(language == Language.Welsh ? pair.Welsh : pair.English, Holes(pair.English));
    }

    private static List<string> Holes(string template)
    {
        var names = new List<string>();
        for (var open = template.IndexOf('{', StringComparison.Ordinal); open >= 0; open = template.IndexOf('{', open + 1))
        {
            var name = template[(open + 1)..template.IndexOf('}', open)];
            if (!names.Contains(name)) names.Add(name);
        }
        return names;
    }

    /// <summary>A text cut at its holes, once: most are worded many times on a page.</summary>
    private sealed class Template
    {
        private readonly List<(string Before, string Name, int Argument)> parts = [];
        private readonly string end;

        /// <param name="words">The text in one language.</param>
        /// <param name="names">The names of its holes in the order of the arguments, which is that of the English text.</param>
        public Template(string words, List<string> names)
        {
            var from = 0;
            for (var open = words.IndexOf('{', StringComparison.Ordinal); open >= 0; open = words.IndexOf('{', from))
            {
                var close = words.IndexOf('}', open);
                var name = words[(open + 1)..close];
                parts.Add((words[from..open], name, names.IndexOf(name)));
                from = close + 1;
            }
            end = words[from..];
        }

        public string Fill(object?[] arguments, Language language)
        {
            if (parts.Count == 0) return end;
            var words = new StringBuilder();
            foreach (var (before, name, argument) in parts)
                words.Append(before).Append(argument >= 0 && argument < arguments.Length ? Say(arguments[argument], language) : $"{{{name}}}");
            return words.Append(end).ToString();
        }
    }

    private static string Say(object? argument, Language language) => argument switch
    {
        null => "",
        Text text => text.In(language),
        DateOnly date => Dates.Word(date, language),
        DateTimeOffset instant => Dates.Word(instant, language),
        int or long => Convert.ToInt64(argument, CultureInfo.InvariantCulture).ToString("#,0", CultureInfo.InvariantCulture),
        _ => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "",
    };

    private static FrozenDictionary<string, (string, string)> Load()
    {
        var texts = new Dictionary<string, (string, string)>();
        foreach (var assembly in Ours())
            foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("Words.", StringComparison.Ordinal)))
                Read(assembly, name, texts);
        return texts.ToFrozenDictionary();
    }

    // By reference from what is loaded, since an assembly that nobody has called yet isn't loaded.
    private static HashSet<Assembly> Ours()
    {
        var found = AppDomain.CurrentDomain.GetAssemblies().Where(a => IsOurs(a.GetName())).ToHashSet();
        var ahead = new Queue<Assembly>(found);
        while (ahead.TryDequeue(out var assembly))
            foreach (var reference in assembly.GetReferencedAssemblies().Where(IsOurs).Select(Assembly.Load))
                if (found.Add(reference))
                    ahead.Enqueue(reference);
        return found;
    }

    private static bool IsOurs(AssemblyName name) => name.Name?.StartsWith("CommonPlatform.", StringComparison.Ordinal) == true;

    private static void Read(Assembly assembly, string resource, Dictionary<string, (string, string)> texts)
    {
        var module = resource.Split('.')[1];
        using var stream = assembly.GetManifestResourceStream(resource)!;
        foreach (var (key, pair) in JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream)!)
            texts.Add($"{module}.{key}", (pair[0], pair[1]));
    }
}
