using System.Runtime.CompilerServices;

namespace CommonPlatform.Tests.Harness;

/// <summary>Loads the modules before anything reads the texts, as the host does: their words are part of the catalogue from the start.</summary>
internal static class LoadedModules
{
    [ModuleInitializer]
    internal static void Load()
    {
        foreach (var module in new[] { typeof(global::CommonPlatform.Registration.RegistrationModule), typeof(global::CommonPlatform.Agreements.AgreementsModule), typeof(global::CommonPlatform.Access.AccessModule), typeof(global::CommonPlatform.Cases.CasesModule) })
            RuntimeHelpers.RunModuleConstructor(module.Module.ModuleHandle);
    }
}
