using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CommonPlatform.BuildingBlocks.Words;

/// <summary>
/// All texts of all modules, read once from the Words/*.json that each assembly embeds. A hole {days} is filled with the argument; {days|day|days}
/// with the form that the argument's number asks for: one, others; of three forms (Welsh mutates after 2) one, two, others.
/// </summary>
public static partial class Catalogue
{
    private static readonly Lazy<FrozenDictionary<string, (string English, string Welsh)>> Texts = new(Load);

    /// <summary>Every key with both its texts, for the tests and for translators.</summary>
    public static IReadOnlyDictionary<string, (string English, string Welsh)> All => Texts.Value;

    internal static string Word(Text text, Language language)
    {
        if (!Texts.Value.TryGetValue(text.Key, out var pair))
            throw new KeyNotFoundException($"No resource file has the key {text.Key}.");
        var names = Holes(pair.English);
        return Fill(language == Language.Welsh ? pair.Welsh : pair.English, names, text.Arguments, language);
    }

    private static List<string> Holes(string template)
    {
        var names = new List<string>();
        for (var open = template.IndexOf('{', StringComparison.Ordinal); open >= 0; open = template.IndexOf('{', open + 1))
        {
            var name = template[(open + 1)..template.IndexOfAny(['}', '|'], open)];
            if (!names.Contains(name)) names.Add(name);
        }
        return names;
    }

    private static string Fill(string template, List<string> names, object?[] arguments, Language language)
    {
        if (names.Count == 0) return template;
        var words = new StringBuilder(Forms().Replace(template, m => Form(m.Groups["form"].Captures, arguments.ElementAtOrDefault(names.IndexOf(m.Groups["name"].Value)))));
        for (var i = 0; i < names.Count && i < arguments.Length; i++)
            words.Replace("{" + names[i] + "}", Say(arguments[i], language));
        return words.ToString();
    }

    private static string Form(CaptureCollection forms, object? number) => forms[Convert.ToString(number, CultureInfo.InvariantCulture) switch
    {
        "1" => 0,
        "2" => 1,
        _ => forms.Count - 1,
    }].Value;

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

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)(\|(?<form>[^|}]+)){2,3}\}")]
    private static partial Regex Forms();
}
