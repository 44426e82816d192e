namespace CommonPlatform.Agreements;

/// <summary>The Agreements module.</summary>
public sealed class AgreementsModule;
