namespace CommonPlatform.Access;

/// <summary>The Access module.</summary>
public sealed class AccessModule;
