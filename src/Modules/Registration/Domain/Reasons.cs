using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Keeps what a person wrote as a row of its own.</summary>
internal static class Reasons
{
    public const int Longest = 1000;

    /// <summary>The row's id; null when nothing was written.</summary>
    public static Guid? Keep(this RegistrationDbContext db, Guid organisationId, string typed, Guid by, DateTimeOffset at)
    {
        var words = Formats.Paragraphs(typed);
        if (words.Length == 0) return null;
        var reason = new Reason(Guid.CreateVersion7(at), organisationId, words, by, at);
        db.Reasons.Add(reason);
        return reason.Id;
    }
}
