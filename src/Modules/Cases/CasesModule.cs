namespace CommonPlatform.Cases;

/// <summary>The Cases module.</summary>
public sealed class CasesModule;
