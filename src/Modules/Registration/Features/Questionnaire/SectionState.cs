using System.Security.Cryptography;
using System.Text.Json;
using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Tells whether a section has changed since a page showed it, so that colleagues who work on different sections don't hinder each other.</summary>
internal static class SectionState
{
    public static Section At(string path) => Enum.GetValues<Section>().Single(s => s.Page() == path);

    /// <summary>A digest of what the section says.</summary>
    public static string Of(Answers answers, Section section) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(answers.Of(section), Json.Options)))[..32];

    /// <summary>The version to save on: the present one when only other sections have changed, else the one that was shown, which is refused.</summary>
    public static async Task<int> Rebase(RegistrationDbContext db, Guid organisationId, Section section, string seen, int shown, CancellationToken cancellationToken)
    {
        var present = await db.Applications.Of(organisationId).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        return present is not null && present.IsEditable && Of(present.Answers, section) == seen ? present.Version : shown;
    }
}
