using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What an organisation was called before.</summary>
internal static class FormerNames
{
    /// <summary>The changes of name that hold, the latest first.</summary>
    public static Task<List<NameChange>> Renamed(this RegistrationDbContext db, Guid organisationId, CancellationToken cancellationToken) =>
        db.NameChanges.AsNoTracking().Where(c => c.OrganisationId == organisationId && c.Approved == true).OrderByDescending(c => c.DecidedAt).ToListAsync(cancellationToken);
}
