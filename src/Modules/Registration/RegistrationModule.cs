namespace CommonPlatform.Registration;

/// <summary>The Registration module.</summary>
public sealed class RegistrationModule;
