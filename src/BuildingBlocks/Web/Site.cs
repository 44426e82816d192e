using Microsoft.Extensions.Configuration;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>The folder that holds everything of one installation, DATA_DIR.</summary>
/// <param name="Path">Its full path.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>A path in it.</summary>
    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}

/// <summary>Where people reach the service, for links in email.</summary>
public sealed class Site(IConfiguration configuration)
{
    /// <summary>PUBLIC_URL, else the first address that the host listens on.</summary>
    public Uri Address { get; } = new(configuration["PUBLIC_URL"] ?? configuration["URLS"]?.Split(';')[0] ?? "http://127.0.0.1:5080");

    /// <summary>The sender of all email.</summary>
    public string Sender { get; } = configuration["EMAIL_SENDER"] ?? "noreply@common-platform.example";

    /// <summary>The right-hand side of Message-IDs.</summary>
    public string EmailDomain => Sender[(Sender.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>The full address of a path.</summary>
    public string Link(string path) => new Uri(Address, path).ToString();
}
