using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CommonPlatform.Architecture;

/// <summary>Follows the text of each SQL statement back to where it comes from, in compiled code.</summary>
internal static class SqlText
{
    /// <summary>Whoever takes SQL as a string, with the position of that parameter.</summary>
    private static readonly (string Type, string Method, int Parameter)[] Takers =
    [
        ("UnitOfWork", "Execute", 0), ("UnitOfWork", "Query", 0), ("MigrationBuilder", "Sql", 0), ("MigrationHelpers", "Law", 1), ("MigrationHelpers", "Law", 2),
        ("DbCommand", "set_CommandText", 0), ("SqliteCommand", "set_CommandText", 0), ("NpgsqlCommand", "set_CommandText", 0),
        ("RelationalDatabaseFacadeExtensions", "ExecuteSqlRaw", 1), ("RelationalDatabaseFacadeExtensions", "ExecuteSqlRawAsync", 1),
        ("RelationalDatabaseFacadeExtensions", "SqlQueryRaw", 1), ("RelationalQueryableExtensions", "FromSqlRaw", 1),
    ];

    /// <summary>The types that hand SQL to a taker, and what of it is no constant.</summary>
    public static IEnumerable<string>? NotConstant(TypeDefinition type)
    {
        var parts = type.WithMachinery().ToList();
        var calls = parts.SelectMany(t => t.Methods).Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions.Where(i => i.OpCode.Code is Code.Call or Code.Callvirt).SelectMany(i => Texts(m, i))).ToList();
        return calls.Count == 0 ? null : calls.Where(c => !IsConstant(parts, c.Method, c.Text, 0)).Select(c => $"{type.FullName} composes SQL in {c.Method.Name}").Distinct();
    }

    private static IEnumerable<(MethodDefinition Method, Instruction? Text)> Texts(MethodDefinition method, Instruction call)
    {
        var called = (MethodReference)call.Operand;
        return Takers.Where(t => t.Type == called.DeclaringType.Name && t.Method == called.Name && t.Parameter < called.Parameters.Count)
            .Select(t => (method, Producer(call.Previous, called.Parameters.Count - 1 - t.Parameter)));
    }

    // Backwards over the stack: what pushed the value that lies under so many others. Of two arms of a condition it meets the second.
    private static Instruction? Producer(Instruction? at, int above)
    {
        while (at is not null)
        {
            if (at.OpCode.Code is Code.Br or Code.Br_S)
            {
                var arm = at.Next;
                do at = at.Previous;
                while (at is not null && at.Operand != arm);
                if (at is null) return null;
            }
            var pushed = Pushed(at);
            if (pushed > above) return at;
            above += Popped(at) - pushed;
            at = at.Previous;
        }
        return null;
    }

    private static bool IsConstant(List<TypeDefinition> parts, MethodDefinition method, Instruction? text, int depth) =>
        text is not null && depth < 8 && IsConstantAlone(parts, method, text, depth)
        && OtherArms(method, text).All(arm => IsConstant(parts, method, Producer(arm, 0), depth + 1));

    private static bool IsConstantAlone(List<TypeDefinition> parts, MethodDefinition method, Instruction text, int depth) => text.OpCode.Code switch
    {
        Code.Ldstr => true,
        Code.Dup => IsConstant(parts, method, Producer(text.Previous, 0), depth + 1),
        Code.Ldloc or Code.Ldloc_S or Code.Ldloc_0 or Code.Ldloc_1 or Code.Ldloc_2 or Code.Ldloc_3 =>
            All(method.Body.Instructions.Where(i => Slot(i, "stloc") is { } s && s == Slot(text, "ldloc")).Select(i => (method, i)), parts, depth),
        Code.Ldfld or Code.Ldsfld => All(
            parts.SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions
                .Where(i => i.OpCode.Code is Code.Stfld or Code.Stsfld && ((FieldReference)i.Operand).FullName == ((FieldReference)text.Operand).FullName).Select(i => (m, i))),
            parts, depth),
        _ => false,
    };

    private static bool All(IEnumerable<(MethodDefinition Method, Instruction Store)> stores, List<TypeDefinition> parts, int depth)
    {
        var found = stores.ToList();
        return found.Count > 0 && found.TrueForAll(s => IsConstant(parts, s.Method, Producer(s.Store.Previous, 0), depth + 1));
    }

    // «a ? "x" : "y"»: a jump from before the second arm to just behind it.
    private static IEnumerable<Instruction?> OtherArms(MethodDefinition method, Instruction text) => method.Body.Instructions
        .Where(i => i.OpCode.Code is Code.Br or Code.Br_S && i.Offset < text.Offset && i.Operand == text.Next).Select(i => i.Previous);

    private static string? Slot(Instruction i, string kind) => !i.OpCode.Name.StartsWith(kind, StringComparison.Ordinal) ? null
        : i.Operand is VariableDefinition v ? $"{v.Index}" : i.OpCode.Name[(kind.Length + 1)..];

    private static int Pushed(Instruction i) => i.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => i.Operand is MethodReference m && m.ReturnType.FullName != "System.Void" ? 1 : 0,
        _ => 1,
    };

    private static int Popped(Instruction i) => i.OpCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 or StackBehaviour.PopAll => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8 or StackBehaviour.Popref_popi_popr4
            or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref => 3,
        StackBehaviour.Varpop => i.Operand is MethodReference m ? m.Parameters.Count + (m.HasThis && i.OpCode.Code != Code.Newobj ? 1 : 0) : 0,
        _ => 2,
    };
}
