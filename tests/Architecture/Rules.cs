using Mono.Cecil;

namespace CommonPlatform.Architecture;

/// <summary>What a rule found: how much it looked at, and each breach in a sentence.</summary>
internal sealed record Finding(int Looked, IReadOnlyList<string> Breaches);

/// <summary>The rules of the house, each a function over compiled code; RuleTests runs each over the product and over its specimens.</summary>
internal static class Rules
{
    private static readonly string[] Modules = ["Registration", "Agreements", "Access", "Cases"];

    /// <summary>A module knows BuildingBlocks and Contracts, and no other module.</summary>
    public static Finding ModulesKnowOnlyContracts(Codebase code) => Judge(
        code.Types.Where(t => Modules.Contains(ModuleOf(t))),
        t => t.Mentions().Select(m => m.FullName).Where(n => Modules.Any(o => o != ModuleOf(t) && n.StartsWith($"CommonPlatform.{o}.", StringComparison.Ordinal)))
            .Select(n => $"{t.FullName} names {n}"));

    /// <summary>Everything in a module is internal but its Module class.</summary>
    public static Finding ModulesAreInternal(Codebase code) => Judge(
        code.Types.Where(t => Modules.Contains(ModuleOf(t)) && t.DeclaringType is null or { Name: nameof(Specimens.ModulesAreInternal) }),
        t => (t.IsPublic || t.IsNestedPublic) && t.Name != $"{ModuleOf(t)}Module" ? [$"{t.FullName} is public"] : []);

    /// <summary>Contracts are sealed records.</summary>
    public static Finding ContractsAreSealedRecords(Codebase code) => Judge(
        code.Types.Where(t => t.IsProduct() && ModuleOf(t) == "Contracts"),
        t => t.IsSealed && t.IsRecord() ? [] : [$"{t.FullName} is not a sealed record"]);

    /// <summary>Each command and query has exactly one handler.</summary>
    public static Finding OneHandlerPerRequest(Codebase code)
    {
        var handled = code.Types.SelectMany(t => t.AllInterfaces()).OfType<GenericInstanceType>().Where(i => i.Name.StartsWith("IRequestHandler`", StringComparison.Ordinal))
            .GroupBy(i => i.GenericArguments[0].FullName).ToDictionary(g => g.Key, g => g.Count());
        return Judge(
            code.Types.Where(IsRequest),
            t => handled.GetValueOrDefault(t.FullName) is var n && n == 1 ? [] : [$"{t.FullName} has {n} handlers"]);
    }

    /// <summary>Commands, queries and pages name their policy.</summary>
    public static Finding PolicyOnEverything(Codebase code) => Judge(
        code.Types.Where(t => IsRequest(t) || (t.Inherits("PageModel") && !t.IsAbstract)),
        t => t.Has("NeedsAttribute") ? [] : [$"{t.FullName} names no policy"]);

    /// <summary>No clock but TimeProvider; the system's own only where the product is put together.</summary>
    public static Finding NoOtherClock(Codebase code) => Judge(
        code.Types.Where(t => t.IsProduct()),
        t => t.Calls().Where(c => (c.DeclaringType.FullName, c.Name) is ("System.DateTime" or "System.DateTimeOffset", "get_Now" or "get_UtcNow" or "get_Today")
                or ("System.Diagnostics.Stopwatch", _) or ("System.Environment", "get_TickCount" or "get_TickCount64") or ("System.Guid", "NewGuid")
                || (c is { DeclaringType.FullName: "System.TimeProvider", Name: "get_System" } && !PutsTogether.Contains(t.Name)) || (c is { DeclaringType.FullName: "System.Guid", Name: "CreateVersion7", Parameters.Count: 0 }))
            .Select(c => $"{t.FullName} calls {c.DeclaringType.Name}.{c.Name}"));

    /// <summary>Workflow activities are adapters: they send a command and read no table.</summary>
    public static Finding NoSqlInActivities(Codebase code) => Judge(
        code.Types.Where(t => t.IsProduct() && t is { IsAbstract: false, IsInterface: false } && t.Implements("IWorkflowActivity")),
        t => t.Mentions().Select(m => m.Resolve()).OfType<TypeDefinition>()
            .Where(m => m.Inherits("DbContext") || m.Name is "UnitOfWork" or "DbCommand").Select(m => $"{t.FullName} names {m.Name}").Distinct());

    /// <summary>SQL is written as constants; values come as parameters. Those who compose it from constants of the code are named here.</summary>
    public static Finding SqlFromConstants(Codebase code) => Judge(
        code.Types.Where(t => t.IsProduct() && !ComposesSql.Contains(t.Name) && SqlText.NotConstant(t) is not null),
        t => SqlText.NotConstant(t)!);

    /// <summary>Events carry ids, codes, dates and numbers only.</summary>
    public static Finding EventsWithoutWords(Codebase code) => Judge(
        code.Types.Where(t => !t.IsInterface && t.Implements("IEvent")),
        t => t.Properties.Where(p => p.Name != "EqualityContract" && !MayStandInEvent(p)).Select(p => $"{t.FullName}.{p.Name} is a {p.PropertyType.Name}"));

    /// <summary>The engine and each library that may be swapped are named in one folder only.</summary>
    public static Finding LibrariesInTheirFolder(Codebase code) => Judge(
        code.Types.Where(t => t.IsProduct()),
        t => t.Mentions().Select(m => m.FullName).Distinct().Where(n => Home(n) is { } home && !InFolder(t, home))
            .Select(n => $"{t.FullName} names {n}, which belongs to {Home(n)}"));

    /// <summary>Nothing outside its folder knows which engine runs.</summary>
    public static Finding EngineBehindItsSurface(Codebase code) => Judge(
        code.Types.Where(t => t.IsProduct() && !InFolder(t, "BuildingBlocks.Workflow")),
        t => t.FullName == "CommonPlatform.BuildingBlocks.Platform" ? [] : t.Mentions().Select(m => m.Resolve()).OfType<TypeDefinition>()
            .Where(m => m.Namespace == "CommonPlatform.BuildingBlocks.Workflow" && !m.IsPublic && m.DeclaringType is null)
            .Select(m => $"{t.FullName} names the runner's {m.Name}").Distinct());

    /// <summary>Where each library that may be swapped lives. Elsa's place is kept for it (ADR 0001).</summary>
    public static readonly (string Library, string Folder)[] Homes =
    [
        ("Quartz", "BuildingBlocks.Data"), ("HandlebarsDotNet", "BuildingBlocks.Documents"), ("Markdig", "BuildingBlocks.Documents"),
        ("System.Security.Cryptography.Pkcs", "BuildingBlocks.Documents"), ("Elsa", "BuildingBlocks.Workflow"), ("System.Net.Mail.SmtpClient", "BuildingBlocks.Email"), ("QRCoder", "BuildingBlocks.Web"),
    ];

    // The default registrations, and the stories of the demonstration, which end now.
    private static readonly string[] PutsTogether = ["Platform", "GovUkComponents", "Demonstration", "StoryTeller"];

    // The surface that passes SQL on; one statement for several tables of the same shape; table and trigger names of migrations, and which of them ran; the two
    // databases' wording of «in this list» and the columns that several statements of the workflow share; one statement of several triggers.
    private static readonly string[] ComposesSql = ["UnitOfWork", "LeasedDrain`1", "MigrationHelpers", "AppliedMigrations", "Workflows", "Steps", "NextDates", "RetentionDue", "EraseOrganisation"];

    private static readonly string[] PlainTypes = ["Guid", "Int32", "Int64", "Boolean", "DateOnly", "DateTimeOffset"];
    private static readonly string[] CodedStrings = ["Kind", "Role", "Verdict", "Round", "Language", "Method", "Metric", "EntryKind", "Rule"];

    private static bool MayStandInEvent(PropertyDefinition property)
    {
        var type = property.PropertyType is GenericInstanceType { Name: "Nullable`1" } nullable ? nullable.GenericArguments[0] : property.PropertyType;
        return PlainTypes.Contains(type.Name) || type.Resolve() is { IsEnum: true }
            || (type.Name == "String" && (property.Name.EndsWith("Code", StringComparison.Ordinal) || CodedStrings.Contains(property.Name)));
    }

    private static bool IsRequest(TypeDefinition type) =>
        type is { IsAbstract: false, IsInterface: false } && (type.Implements("ICommand") || type.Implements("IQuery") || type.Implements("IIntake"));

    /// <summary>Whether the code names something of a library.</summary>
    public static bool Uses(Codebase code, string library) =>
        code.Types.SelectMany(t => t.Mentions()).Any(m => m.FullName == library || m.FullName.StartsWith($"{library}.", StringComparison.Ordinal));

    private static string? Home(string library) =>
        Homes.Where(h => library == h.Library || library.StartsWith($"{h.Library}.", StringComparison.Ordinal)).Select(h => h.Folder).FirstOrDefault();

    private static bool InFolder(TypeDefinition type, string folder) =>
        Outermost(type).Namespace is var n && (n == $"CommonPlatform.{folder}" || n.StartsWith($"CommonPlatform.{folder}.", StringComparison.Ordinal));

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    // A specimen says by the name of its outer class which module it pretends to be in.
    private static string ModuleOf(TypeDefinition type) =>
        type.Module() == "Architecture" ? Modules.Append("Contracts").FirstOrDefault(m => type.FullName.Contains($"/In{m}", StringComparison.Ordinal)) ?? "" : type.Module();

    private static Finding Judge(IEnumerable<TypeDefinition> subjects, Func<TypeDefinition, IEnumerable<string>> breaches)
    {
        var looked = subjects.ToList();
        return new(looked.Count, [.. looked.SelectMany(breaches).Distinct()]);
    }
}
