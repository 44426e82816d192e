using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace CommonPlatform.Architecture;

/// <summary>The compiled code under judgement: the product's assemblies, or the specimens of this one.</summary>
internal sealed class Codebase(IReadOnlyList<TypeDefinition> types)
{
    private static readonly string[] Names = ["Host", "BuildingBlocks", "Contracts", "Registration", "Agreements", "Access", "Cases"];

    public static Codebase Product { get; } = new([.. Names.SelectMany(n => Load($"CommonPlatform.{n}"))]);

    public static Codebase Specimens(string rule) => new([.. Load("CommonPlatform.Architecture").Where(t => t.FullName.Contains($"Specimens/{rule}/", StringComparison.Ordinal))]);

    public IReadOnlyList<TypeDefinition> Types => types;

    private static IEnumerable<TypeDefinition> Load(string assembly) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll")).GetAllTypes().Where(t => t.Name != "<Module>");
}

/// <summary>How the rules look at a type.</summary>
internal static class Looking
{
    public static bool IsProduct(this TypeDefinition type) => !type.FullName.Contains('<', StringComparison.Ordinal);

    public static string Module(this TypeDefinition type) => type.Module.Assembly.Name.Name.Replace("CommonPlatform.", "", StringComparison.Ordinal);

    public static bool Inherits(this TypeDefinition type, string name)
    {
        for (var at = type.BaseType; at is not null; at = at.Resolve()?.BaseType)
            if (at.Name == name || at.Name.StartsWith($"{name}`", StringComparison.Ordinal))
                return true;
        return false;
    }

    public static IEnumerable<TypeReference> AllInterfaces(this TypeDefinition type)
    {
        for (var at = type; at is not null; at = at.BaseType?.Resolve())
            foreach (var i in at.Interfaces)
            {
                yield return i.InterfaceType;
                foreach (var inherited in i.InterfaceType.Resolve()?.AllInterfaces() ?? []) yield return inherited;
            }
    }

    public static bool Implements(this TypeDefinition type, string name) =>
        type.AllInterfaces().Any(i => i.Name == name || i.Name.StartsWith($"{name}`", StringComparison.Ordinal));

    public static bool IsRecord(this TypeDefinition type) => type.Methods.Any(m => m.Name == "<Clone>$");

    public static bool Has(this TypeDefinition type, string attribute) => type.CustomAttributes.Any(a => a.AttributeType.Name == attribute);

    /// <summary>The type with its compiler-made inner types: lambdas and async state machines.</summary>
    public static IEnumerable<TypeDefinition> WithMachinery(this TypeDefinition type) =>
        type.NestedTypes.Where(n => !n.IsProduct() || n.Name.Contains('<', StringComparison.Ordinal)).SelectMany(WithMachinery).Prepend(type);

    public static IEnumerable<MethodReference> Calls(this TypeDefinition type) => type.WithMachinery()
        .SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions)
        .Where(i => i.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn).Select(i => (MethodReference)i.Operand);

    /// <summary>Every type that the code of this one names: attributes, bases, members, locals, calls, and what generic ones are made of.</summary>
    public static IEnumerable<TypeReference> Mentions(this TypeDefinition type) => Named(type).SelectMany(WithArguments);

    private static IEnumerable<TypeReference> WithArguments(TypeReference named) =>
        (named switch
        {
            GenericInstanceType generic => generic.GenericArguments.SelectMany(WithArguments),
            TypeSpecification { ElementType: { } element } => WithArguments(element),
            _ => [],
        }).Prepend(named);

    private static IEnumerable<TypeReference> Named(TypeDefinition type)
    {
        foreach (var part in type.WithMachinery())
        {
            if (part.BaseType is not null) yield return part.BaseType;
            foreach (var a in part.CustomAttributes.Concat(part.Methods.Concat<ICustomAttributeProvider>(part.Properties).Concat(part.Fields).SelectMany(m => m.CustomAttributes)))
                yield return a.AttributeType;
            foreach (var i in part.Interfaces) yield return i.InterfaceType;
            foreach (var f in part.Fields) yield return f.FieldType;
            foreach (var m in part.Methods)
            {
                yield return m.ReturnType;
                foreach (var p in m.Parameters) yield return p.ParameterType;
                if (!m.HasBody) continue;
                foreach (var v in m.Body.Variables) yield return v.VariableType;
                foreach (var operand in m.Body.Instructions.Select(i => i.Operand))
                {
                    if (operand is GenericInstanceMethod generic) foreach (var argument in generic.GenericArguments) yield return argument;
                    if (operand is MemberReference { DeclaringType: { } declaring }) yield return declaring;
                    else if (operand is TypeReference named) yield return named;
                }
            }
        }
    }
}
